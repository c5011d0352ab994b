import { attempt } from '../../core/attempt.js';
import { singleton } from '../../core/singleton.js';
import { current } from '../run/current-span.js';
import type { Identity, TraceIds } from '../request-fields.js';
import type { Scope } from '../scope.js';
import { activeInManager } from './active-in-manager.js';
import {
  type OtelContext,
  type OtelSpan,
  openTelemetry,
  ownedByScope,
  ownerIn,
  serverSpanIn,
  spanIn,
} from './opentelemetry-api.js';
import { traceIdsOf } from './trace-ids.js';

/** How OpenTelemetry records a request. */
export interface Recording {
  /** The span that records it; `undefined` where OpenTelemetry does not record it. */
  readonly server: OtelSpan | undefined;
  /** Active in the request: with that span, or without any. */
  readonly context: OtelContext;
  /** What was active where the request was opened. It is no part of the request, unless it is `context`. */
  readonly outer: OtelContext;
  /** What OpenTelemetry's own context manager had active there: while it has that, `context` counts. */
  readonly managers: OtelContext | undefined;
}

/** The spans that record a request: each belongs to one. */
const claimed = singleton('server-spans', () => new WeakSet<OtelSpan>());

/** Notes that the span which records this request cannot record another one. */
export function claim({ server }: Recording): void {
  if (server !== undefined) claimed.add(server);
}

/** How OpenTelemetry records the current request. */
export function currentRecording(): Recording | undefined {
  return current()?.identity?.recording;
}

/**
 * How a request that arrives now is recorded: by the span of an instrumentation that is active, unless that is the one of another
 * request. `undefined` without an SDK.
 */
export function recordingOf(scope: Scope): Recording | undefined {
  const api = openTelemetry();
  const outer = api && attempt(() => api.context.active());
  if (outer === undefined) return undefined;
  const managers = attempt(activeInManager);
  const server = serverSpanIn(outer);
  if (isRecordedBy(scope, server)) return { server, context: outer, outer, managers };
  return { server: undefined, context: ownedByScope(outer, scope), outer, managers };
}

/** The ids of the span that records a request. */
export function recordedIds({ server }: Recording, known: Identity): TraceIds | undefined {
  return server && traceIdsOf(server.spanContext(), known);
}

/** Whether `server` records the request that arrives. It never records a job or a message: they are part of no request. */
function isRecordedBy({ type }: Scope, server: OtelSpan | undefined): boolean {
  if (server === undefined || type === 'job' || type === 'message') return false;
  return server !== currentRecording()?.server;
}

/** Whether a context of OpenTelemetry has a span that records this request, and was made after the request was opened. */
export function recordsLate(context: OtelContext, recording: Recording): boolean {
  const server = serverSpanIn(context);
  return recording.server === undefined && server !== undefined && !isForeign(context, recording);
}

/** Whether `context` is no part of the request with this recording: it belongs to another request, or was there before this one. */
export function isForeign(context: OtelContext, { server: own, context: ownContext, outer }: Recording): boolean {
  const server = serverSpanIn(context);
  const span = spanIn(context);
  if (own !== undefined && server !== undefined) return server !== own;
  const owner = ownerIn(context);
  if (owner !== undefined) return owner !== ownerIn(ownContext);
  if (own === undefined && server !== undefined) return claimed.has(server) || server === serverSpanIn(outer);
  return span === undefined ? own !== undefined : ownContext !== outer && span === spanIn(outer);
}
