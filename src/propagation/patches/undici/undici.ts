import { attempt } from '../../../core/attempt.js';
import { nodeBuiltin } from '../../../core/runtime/node-builtin.js';
import { ConnectionWatch } from './connection-watch.js';
import type { Peer } from './connects-to.js';
import { DispatchWatch } from './dispatch-watch.js';
import {
  type ClientSpan,
  endWithError,
  endWithStatus,
  fieldsOf,
  startClientSpan,
} from '../../client-span/client-span.js';
import { isInstrumented } from './is-instrumented.js';
import { type Field, missingFields } from '../../fields/outgoing-fields.js';
import { isRecorded } from '../../../spans/record/start-records.js';
import { removeField, type UndiciHeaders } from './remove-field.js';
import { RequestWatch } from './request-watch.js';
import { symbolValue } from './symbol-value.js';
import { yieldHeaders } from './yield-headers.js';

/** What undici tells of a request that it makes. */
interface UndiciRequest extends UndiciHeaders {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  addHeader(name: string, value: string): unknown;
}

type Listener = (message: unknown) => void;

/** The part of `node:diagnostics_channel` that is needed. */
interface Channels {
  channel(name: string): object;
  subscribe(name: string, listener: Listener): void;
  unsubscribe(name: string, listener: Listener): boolean;
}

/**
 * Adds the headers to each request of undici, Node's `fetch` among them. undici makes a new request for each redirect.
 * Returns what ends it. Source: undici, docs/api/DiagnosticsChannel.
 */
export function propagateInUndici(): () => void {
  const channels = nodeBuiltin('node:diagnostics_channel') as Channels | undefined;
  if (channels === undefined) return () => {};
  loadUndici();
  const dispatches = new DispatchWatch();
  const requests = new RequestWatch();
  const connections = new ConnectionWatch();
  const added = new WeakMap<object, readonly Field[]>();
  const spans = new WeakMap<object, ClientSpan>();
  const create = channels.channel('undici:request:create');
  const startSpan = (request: UndiciRequest): ClientSpan => {
    if (!isRecorded() || request.method === 'CONNECT' || isInstrumented(create)) return undefined;
    const url = attempt(() => urlOf(String(request.origin), request.path));
    const span = url && startClientSpan(request.method, url);
    if (span !== undefined) spans.set(request, span);
    return span;
  };

  const listeners = new Map<string, Listener>([
    [
      'undici:request:create',
      quietly(({ request }: { request: UndiciRequest }) => {
        requests.watch(request);
        dispatches.look(request.constructor);
        const { dispatcher } = dispatches;
        const span = startSpan(request);
        if (request.method === 'CONNECT' || (dispatcher && connections.isElsewhere(dispatcher))) return;
        const origin = (dispatcher && symbolValue(dispatcher, 'url')) ?? connectionOrigin(request);
        if (origin !== undefined) added.set(request, addMissing(request, origin, span));
      }),
    ],
    [
      'undici:client:connected',
      quietly(({ socket }: { socket: Peer }) => {
        const client = symbolValue(socket, 'client');
        if (typeof client !== 'object' || client === null) return;
        dispatches.lookAt(client);
        for (const request of connections.connected(client, socket)) {
          for (const field of added.get(request) ?? []) removeField(request as UndiciRequest, field);
        }
      }),
    ],
    [
      'undici:request:headers',
      quietly(({ request, response }: { request: object; response: { statusCode: number } }) => {
        const { statusCode: status } = response;
        if (status >= 200 || status === 101) endWithStatus(spans.get(request), status);
      }),
    ],
    [
      'undici:request:error',
      quietly(({ request, error }: { request: object; error: unknown }) => endWithError(spans.get(request), error)),
    ],
  ]);
  for (const [name, listener] of listeners) channels.subscribe(name, listener);
  return () => {
    for (const [name, listener] of listeners) channels.unsubscribe(name, listener);
    dispatches.stop();
    requests.stop();
  };
}

/** A throw of a listener would end the process. A request without these headers is better than none. */
function quietly(listener: (message: never) => void): Listener {
  return (message) => {
    try {
      listener(message as never);
    } catch {
      // See above.
    }
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

function addMissing(request: UndiciRequest, origin: unknown, span: ClientSpan): readonly Field[] {
  const fields = fieldsOf(span, urlOf(String(origin), request.path));
  if (fields.length === 0) return [];
  const own = headerNames(request.headers);
  const added = missingFields(fields, (name) => own.has(name));
  for (const [name, value] of added) request.addHeader(name, value);
  yieldHeaders(request, added);
  return added;
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
