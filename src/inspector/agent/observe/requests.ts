import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

import type { Context } from '../../../core/context.js';
import { currentContext } from '../../../doctor/observe/current-request.js';
import { watchRequests } from '../../../spans/record/watch-requests.js';
import type { Scope, ScopeHeaders } from '../../../request/scope.js';
import type { RequestKind } from '../../api.js';
import { now } from '../now.js';
import type { Outbox } from '../send/outbox.js';
import { partsOf } from '../shown/error-parts.js';
import { firstLineOf, shownError } from '../shown/shown-error.js';
import { isSecret, REDACTED } from '../../redact/redact.js';
import { redactedText } from '../../redact/redacted-text.js';
import { count, enterCode, leaveCode } from './running.js';
import { type Watched, watchedOf, watchScope } from '../watched-requests.js';

const KINDS: Readonly<Record<string, RequestKind>> = { websocket: 'websocket', job: 'job', message: 'message' };

/** Tells of each request, and each job. `begin` is called in the context of each, before the application. */
export function observeRequests(outbox: Outbox, begin: (watched: Watched, context: Context) => void): void {
  const addressOf = watchAddresses();
  watchRequests({
    start({ scope, span }) {
      const watched = watchScope(scope);
      const context = currentContext();
      const at = now();
      const server = addressOf(scope);
      const { requestId: id, traceId, spanId, parentId } = span;
      outbox.add(() => ({
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
        query: redactedText(scope.query ?? '') || undefined,
        at,
        headers: shownHeaders(scope.headers),
        client: scope.client?.[0],
        server: server === '' ? undefined : `${scope.scheme ?? 'http'}://${server}`,
      }));
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
      outbox.add(() => ({
        type: 'end',
        request,
        at,
        status,
        error: parts && firstLineOf(parts),
        ran,
      }));
    },
  });
}

/** Says where Node's HTTP server received a request: it publishes that just before the request is opened. */
function watchAddresses(): (scope: Scope) => string {
  let last: IncomingMessage['socket'] | undefined;
  subscribe('http.server.request.start', (message) => {
    last = (message as { readonly request: IncomingMessage }).request.socket;
  });
  return ({ client }) => {
    const socket = last;
    last = undefined;
    if (socket?.remotePort === undefined || socket.remotePort !== client?.[1]) return '';
    const { localAddress = '', localPort } = socket;
    return `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
  };
}

/** Their headers, where the scope lets them be listed. */
function shownHeaders(headers: ScopeHeaders & Partial<Iterable<readonly [string, string]>>): Record<string, string> {
  if (headers[Symbol.iterator] === undefined) return {};
  const shown: Record<string, string> = {};
  for (const [name, value] of headers as Iterable<readonly [string, string]>)
    shown[name] = isSecret(name) ? REDACTED : redactedText(value);
  return shown;
}
