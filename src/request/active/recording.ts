import { attempt } from '../../core/attempt.js';
import { current } from '../run/current-span.js';
import type { Identity, TraceIds } from '../request-fields.js';
import type { Scope } from '../scope.js';
import { type OtelContext, type OtelSpan, openTelemetry, serverSpanIn, spanIn } from './opentelemetry-api.js';
import { traceIdsOf } from './trace-ids.js';

/** How OpenTelemetry records a request. */
export interface Recording {
  /** Active in the request, with its span; `undefined` where OpenTelemetry does not record it. */
  readonly context: OtelContext | undefined;
  /** What was active where the request was opened. It is nothing of the request's unless it is `context`. */
  readonly outer: OtelContext;
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
  return { context: isRecorded(scope, serverSpanIn(outer)) ? outer : undefined, outer };
}

/** The ids of the span that records it. */
export function recordedIds({ context }: Recording, known: Identity): TraceIds | undefined {
  const span = serverSpanIn(context)?.spanContext();
  return span && traceIdsOf(span, known);
}

/** A job or a message is part of no request, whatever is active. */
function isRecorded({ type }: Scope, server: OtelSpan | undefined): boolean {
  if (server === undefined || type === 'job' || type === 'message') return false;
  return server !== serverSpanIn(currentRecording()?.context);
}

/** Whether a context of OpenTelemetry is no part of the request that is recorded so: of another request, or from before this one. */
export function isForeign(context: OtelContext, { context: own, outer }: Recording): boolean {
  const server = serverSpanIn(context);
  const span = spanIn(context);
  if (own === undefined) return isSame(server ?? span, serverSpanIn(outer) ?? spanIn(outer));
  if (server !== undefined) return server !== serverSpanIn(own);
  return span === undefined || (own !== outer && isSame(span, spanIn(outer)));
}

function isSame(span: OtelSpan | undefined, other: OtelSpan | undefined): boolean {
  return span !== undefined && span === other;
}
