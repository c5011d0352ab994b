import { isSpanContextValid, type SpanContext } from '@opentelemetry/api';

import type { Context } from '../core/context.js';
import { put } from '../core/put.js';
import { CTX_SPAN_ID, CTX_TRACE_FLAGS, CTX_TRACE_ID, CTX_TRACESTATE } from '../request/context-vars.js';
import { RANDOM, SAMPLED } from '../w3c/traceparent.js';
import { parseTracestate } from '../w3c/tracestate.js';

/** What the variables of the current context say of its span. */
export interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly tracestate: string;
}

/** The ids in the current context. */
export function currentIds(): SpanIds {
  return {
    traceId: CTX_TRACE_ID.get(),
    spanId: CTX_SPAN_ID.get(),
    traceFlags: CTX_TRACE_FLAGS.get(),
    tracestate: CTX_TRACESTATE.get(),
  };
}

/**
 * The ids of an OpenTelemetry span; `undefined` if they are invalid. OpenTelemetry sets no random flag: it is taken over
 * from `known`, what was known of the trace before.
 */
export function idsOf(span: SpanContext, known: Pick<SpanIds, 'traceId' | 'traceFlags'>): SpanIds | undefined {
  if (!isSpanContextValid(span)) return undefined;
  const { traceId, spanId, traceState } = span;
  const random = known.traceId === traceId ? known.traceFlags & RANDOM : 0;
  const traceFlags = (span.traceFlags & (SAMPLED | RANDOM)) | random;
  return { traceId, spanId, traceFlags, tracestate: parseTracestate(traceState?.serialize()) };
}

/** Puts the ids into a context. */
export function putIds(context: Context, ids: SpanIds): void {
  put(context, CTX_TRACE_ID, ids.traceId);
  put(context, CTX_SPAN_ID, ids.spanId);
  put(context, CTX_TRACE_FLAGS, ids.traceFlags);
  put(context, CTX_TRACESTATE, ids.tracestate);
}
