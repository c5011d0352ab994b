import { DispatchWatch } from './dispatch-watch.js';
import { fieldsFor } from './fields-for.js';
import { missingFields } from './missing-fields.js';
import { nodeBuiltin } from '../core/node-builtin.js';
import { symbolValue } from './symbol-value.js';
import { yieldHeaders } from './yield-headers.js';

/** What undici tells of a request that it makes; in version 5 the headers are one string. */
interface UndiciRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  headers: string | readonly unknown[];
  addHeader(name: string, value: string): unknown;
}

/** The part of `node:diagnostics_channel` that is needed. */
interface Channels {
  subscribe(name: string, listener: (message: unknown) => void): void;
  unsubscribe(name: string, listener: (message: unknown) => void): boolean;
}

const CHANNEL = 'undici:request:create';

/**
 * Adds the headers to each request of undici, Node's `fetch` among them. undici makes a new request for each redirect.
 * Returns what ends it. Source: undici, docs/api/DiagnosticsChannel.
 */
export function carryInUndici(): () => void {
  const channels = nodeBuiltin('node:diagnostics_channel') as Channels | undefined;
  if (channels === undefined) return () => {};
  loadUndici();
  const watch = new DispatchWatch();
  /** A throw here would end the process. */
  const onRequest = (message: unknown): void => {
    try {
      const { request } = message as { request: UndiciRequest };
      watch.look(request.constructor);
      const origin = watch.url ?? connectionOrigin(request);
      if (request.method !== 'CONNECT' && origin !== undefined) carry(request, origin);
    } catch {
      // A request without these headers is better than none.
    }
  };
  channels.subscribe(CHANNEL, onRequest);
  return () => {
    channels.unsubscribe(CHANNEL, onRequest);
    watch.stop();
  };
}

/** Node's own copy, so that it is watched from its first request on. It does not load without the globals that it needs. */
function loadUndici(): void {
  try {
    void globalThis.Response;
  } catch {
    // Nor does anybody's fetch work then.
  }
}

/** Up to version 6 undici believes what origin the caller says, though a client connects to its own: then nothing is known. */
function connectionOrigin(request: UndiciRequest): string | URL | undefined {
  return 'throwOnError' in request ? undefined : request.origin;
}

function carry(request: UndiciRequest, origin: unknown): void {
  const url = urlOf(String(origin), request.path);
  const fields = asCaller(request, () => fieldsFor(url));
  if (fields.length === 0) return;
  const own = headerNames(request.headers);
  const added = missingFields(fields, (name) => own.has(name));
  for (const [name, value] of added) request.addHeader(name, value);
  yieldHeaders(request, added);
}

/**
 * Runs `fn` in the context of who made the request. In a pool whose connections are busy, undici makes it when one is free, in
 * the context of some other request; the handler of its own functions is an AsyncResource, which knows better.
 */
function asCaller<R>(request: object, fn: () => R): R {
  const handler = symbolValue(request, 'handler') as { runInAsyncScope?(fn: () => R): R } | undefined;
  return typeof handler?.runInAsyncScope === 'function' ? handler.runInAsyncScope(fn) : fn();
}

/** The path cannot lead to another origin, not even if it starts with two slashes or is a URL itself. */
function urlOf(origin: string, path: string): URL {
  const url = new URL(new URL(origin).origin);
  const query = path.indexOf('?');
  url.pathname = query === -1 ? path : path.slice(0, query);
  url.search = query === -1 ? '' : path.slice(query);
  return url;
}

function headerNames(headers: UndiciRequest['headers']): Set<string> {
  const names =
    typeof headers === 'string'
      ? headers.split('\r\n').map((line) => line.slice(0, line.indexOf(':')))
      : headers.filter((_, index) => index % 2 === 0).map(String);
  return new Set(names.map((name) => name.trim().toLowerCase()));
}
