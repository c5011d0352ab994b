import type { Hop } from './hop.js';
import { parseUrl } from '../parse-url.js';

/** Headers that describe a body. Source: Fetch, request-body-header name; and its length. */
const OF_THE_BODY = ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length'];

/** Headers that are for one origin only. Source: Fetch, HTTP-redirect fetch, 13; and what undici adds to it. */
const OF_THE_ORIGIN = ['authorization', 'proxy-authorization', 'cookie', 'host'];

/**
 * The request that a redirect asks for; `replay` gives the body of the one before. Throws a `TypeError`, as `fetch` does, where
 * it leads to no URL of HTTP, or needs a body that is gone. Source: Fetch, HTTP-redirect fetch.
 */
export async function nextHop(
  hop: Hop,
  status: number,
  location: string,
  replay: () => Promise<RequestInit['body']>,
): Promise<Hop> {
  const url = locate(location, hop.url);
  const headers = new Headers(hop.headers);
  const remove = (names: readonly string[]): void => names.forEach((name) => headers.delete(name));
  if (url.origin !== hop.url.origin) remove(OF_THE_ORIGIN);

  const isGet = becomesGet(status, hop.method);
  if (isGet) remove(OF_THE_BODY);
  const method = isGet ? 'GET' : hop.method;
  const isGone = typeof hop.target === 'string' && hop.init.body === null; // an earlier redirect dropped it
  const body = isGone || status === 303 ? null : await replay(); // a stream is gone, even if what follows needs no body
  const signal = hop.init.signal ?? (typeof hop.target === 'string' ? null : hop.target.signal);
  return {
    url,
    target: url.href,
    init: { ...hop.init, method, body: isGet ? null : (body ?? null), signal },
    method,
    headers,
  };
}

function becomesGet(status: number, method: string): boolean {
  if (status === 303) return method !== 'GET' && method !== 'HEAD';
  return (status === 301 || status === 302) && method === 'POST';
}

/** Without the fragment, which no server sees. */
function locate(location: string, base: URL): URL {
  const url = parseUrl(location, base.href);
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TypeError('fetch failed: the redirect leads to no URL of HTTP');
  }
  url.hash = '';
  return url;
}
