import { endWithResponse, fieldsOf, startClientSpan } from '../client-span/client-span.js';
import { missingFields } from '../fields/outgoing-fields.js';

export type Fetch = typeof globalThis.fetch;

/** One of the requests that a fetch with redirects consists of. */
export interface Hop {
  readonly url: URL;
  /** What is fetched, with `init`: a `Request` only at the start. */
  readonly target: Request | string;
  readonly init: RequestInit;
  /** In upper case. */
  readonly method: string;
  /** The headers that the caller has set. */
  readonly headers: Headers;
}

/** The request that the caller asks for. */
export function firstHop(url: URL, target: Request | string, init: RequestInit): Hop {
  const request = typeof target === 'string' ? undefined : target;
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase();
  return { url, target, init, method, headers: new Headers(init.headers ?? request?.headers) };
}

/** Makes the request, with the headers that one to its URL carries; the caller's win. */
export function sendHop(
  fetch: Fetch,
  { url, target, init, method, headers }: Hop,
  redirect: NonNullable<RequestInit['redirect']>,
): Promise<Response> {
  const span = startClientSpan(method, url);
  const all = new Headers(headers);
  for (const [name, value] of missingFields(fieldsOf(span, url), (field) => headers.has(field))) all.set(name, value);
  return endWithResponse(span, () => fetch(target, { ...init, headers: all, redirect }));
}
