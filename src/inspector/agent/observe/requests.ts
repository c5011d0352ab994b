import { subscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

import { attempt } from '../../../core/attempt.js';
import type { Context } from '../../../core/context.js';
import { currentContext } from '../../../doctor/observe/current-request.js';
import { watchRequests } from '../../../spans/record/watch-requests.js';
import { carriedTask } from '../../../request/run/carried-task.js';
import type { Scope, ScopeHeaders } from '../../../request/scope.js';
import type { RequestKind } from '../../api.js';
import type { SentEnd } from '../../protocol/agent-event.js';
import { now, toMicroseconds } from '../now.js';
import type { Outbox } from '../send/outbox.js';
import { partsOf } from '../shown/error-parts.js';
import { firstLineOf, shownError } from '../shown/shown-error.js';
import { shownHeaders } from '../shown/shown-headers.js';
import { redactedQuery, redactedText } from '../../redact/redacted-text.js';
import { count, enterCode, leaveCode } from './running.js';
import { type Watched, watchedOf, watchScope } from '../watched-requests.js';

const KINDS: Readonly<Record<string, RequestKind>> = { websocket: 'websocket', job: 'job', message: 'message' };

/** Tells of each request, and each job. `begin` is called in the context of each, before the application. */
export function observeRequests(outbox: Outbox, begin: (watched: Watched, context: Context) => void): void {
  const arrivedAs = watchArrivals();
  watchRequests({
    start({ scope, span }) {
      const at = now();
      const watched = watchScope(scope, at);
      const context = currentContext();
      const arrived = arrivedAs(scope);
      const server = arrived === undefined ? '' : addressOf(arrived.socket);
      const headers = copyOf(scope.headers, arrived?.headers); // the application may change them
      const { requestId: id, traceId, spanId, parentId } = span;
      watched.isWaiting = true;
      const isHeld = outbox.add(() => ({
        type: 'request',
        request: watched.number,
        kind: KINDS[scope.type] ?? 'request',
        id,
        traceId: traceId === id ? undefined : traceId,
        spanId,
        parentId: parentId || undefined,
        name: scope.name === undefined ? undefined : redactedText(scope.name),
        method: scope.method,
        path: redactedText(scope.path),
        query: redactedQuery(scope.query ?? '') || undefined,
        at,
        headers: shownHeaders(headers),
        client: scope.client?.[0],
        server: server === '' ? undefined : `${scope.scheme ?? 'http'}://${server}`,
        http2: scope.httpVersion === '2' ? (scope.scheme === 'https' ? 'https' : 'http') : undefined,
        end: takeEnd(watched),
      }));
      if (!isHeld) watched.isWaiting = false;
      if (context !== undefined) begin(watched, context);
      enterCode(span, watched);
    },
    end: ({ span }) => leaveCode(span),
    asyncEnd({ scope, status, error }) {
      const watched = watchedOf(scope);
      if (watched === undefined) return;
      const at = now();
      count();
      const { number: request, ran } = watched;
      const parts = error === undefined ? undefined : partsOf(error);
      if (parts !== undefined) outbox.add(() => ({ type: 'error', request, error: shownError(parts, at) }));
      const end = (): SentEnd => ({
        at,
        status,
        error: parts && firstLineOf(parts),
        ran: toMicroseconds(ran),
      });
      if (watched.isWaiting) watched.end = end;
      else outbox.add(() => ({ type: 'end', request, ...end() }));
    },
  });
}

/** How a request ended whose start is sent now; `undefined` where it still runs. Nothing keeps what it ended with from then on. */
function takeEnd(watched: Watched): SentEnd | undefined {
  const { end } = watched;
  watched.isWaiting = false;
  watched.end = undefined;
  return end?.();
}

/** Finds what Node's HTTP server received: it publishes that just before the request is opened. */
function watchArrivals(): (scope: Scope) => IncomingMessage | undefined {
  let last: IncomingMessage | undefined;
  subscribe('http.server.request.start', (message) => {
    last = (message as { readonly request: IncomingMessage }).request;
  });
  return (scope) => {
    // Of several on one connection, another one may be the last.
    if (last === undefined || carriedTask(last)?.scope !== scope) return undefined;
    const request = last;
    last = undefined;
    return request;
  };
}

/** Where a connection came in. */
function addressOf({ localAddress = '', localPort }: IncomingMessage['socket']): string {
  return `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}

type Listed = ScopeHeaders & Partial<Iterable<readonly [string, string]>>;

/** Headers as they are now: an object, which is copied sooner, or where the scope lets them be listed. */
function copyOf(headers: Listed, known: IncomingHttpHeaders | undefined): IncomingHttpHeaders {
  if (known !== undefined) return { ...known };
  if (headers[Symbol.iterator] === undefined) return {};
  const authority = attempt(() => headers.get(':authority')); // the `host` of HTTP/2; the web's `Headers` throw for such a name
  return {
    ...(authority && { host: authority }),
    ...Object.fromEntries(headers as Iterable<readonly [string, string]>),
  };
}
