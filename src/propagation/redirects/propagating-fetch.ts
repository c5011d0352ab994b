import { endWithResponse, startClientSpan } from '../client-span/client-span.js';
import { isPropagatedTo } from '../fields/fields-for.js';
import { followRedirects } from './follow-redirects.js';
import { type Fetch, firstHop, sendHop } from './hop.js';
import { ownInit } from './own-init.js';
import { parseUrl } from '../parse-url.js';

/**
 * `fetch` with the headers of the current request, if the origin is listed. It follows redirects itself then: the runtime
 * would send the headers on to wherever they lead. Everything else is left to `original`.
 */
export async function propagatingFetch(original: Fetch, ...[input, init]: Parameters<Fetch>): Promise<Response> {
  const target = input instanceof Request ? input : String(input); // once: what is judged is what is fetched
  const url = urlOf(target, init);
  if (url === undefined) return original(target, init);
  if (!isPropagatedTo(url)) {
    const { method } = firstHop(url, target, {});
    return endWithResponse(startClientSpan(init?.method ?? method, url), () => original(target, init));
  }
  const redirect = init?.redirect ?? (target instanceof Request ? target.redirect : 'follow');
  const hop = firstHop(url, target, ownInit(init));
  return redirect === 'follow' ? followRedirects(original, hop) : sendHop(original, hop, redirect);
}

/** `undefined` where it is none, and where the connection goes to a Unix socket, as Bun allows it. */
function urlOf(target: Request | string, init: object | undefined): URL | undefined {
  const text = typeof target === 'string' ? target : target.url;
  const isSocket = typeof init === 'object' && init !== null && 'unix' in init;
  return isSocket ? undefined : parseUrl(text);
}
