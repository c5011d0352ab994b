import { RANDOM, SAMPLED, type Traceparent } from '../w3c/traceparent.js';
import { ThroughlineTraceState } from './throughline-trace-state.js';
import { isSpanContextValid, type SpanContext } from '@opentelemetry/api';

import type { TraceIds } from '../request/request-fields.js';
import { parseTracestate } from '../w3c/tracestate.js';

/**
 * The ids of an OpenTelemetry span; `undefined` if they are invalid. OpenTelemetry sets no random flag: it is taken over
 * from `known`, what was known of the trace before.
 */
export function idsOf(span: SpanContext, known: Pick<TraceIds, 'traceId' | 'traceFlags'>): TraceIds | undefined {
  if (!isSpanContextValid(span)) return undefined;
  const { traceId, spanId, traceState } = span;
  const random = known.traceId === traceId ? known.traceFlags & RANDOM : 0;
  const traceFlags = (span.traceFlags & (SAMPLED | RANDOM)) | random;
  return { traceId, spanId, traceFlags, tracestate: parseTracestate(traceState?.serialize()) };
}

/** The span of another process, as OpenTelemetry has it. */
export function remoteSpan({ traceId, parentId, flags }: Traceparent, tracestate = ''): SpanContext {
  const span = { traceId, spanId: parentId, traceFlags: flags, isRemote: true };
  return tracestate === '' ? span : { ...span, traceState: new ThroughlineTraceState(tracestate) };
}
