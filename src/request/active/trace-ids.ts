import { isSpanId, isTraceId } from '../../w3c/ids.js';
import { RANDOM, SAMPLED } from '../../w3c/traceparent.js';
import { parseTracestate } from '../../w3c/tracestate.js';
import type { TraceIds } from '../request-fields.js';
import type { OtelSpanContext } from './opentelemetry-api.js';

/**
 * The ids of a span of OpenTelemetry; `undefined` if they are invalid. OpenTelemetry sets no random flag. So the flag comes from `known`, the
 * ids that the request came with, if they are of the same trace.
 */
export function traceIdsOf(
  span: OtelSpanContext,
  known: Pick<TraceIds, 'traceId' | 'traceFlags'> | undefined,
): TraceIds | undefined {
  const { traceId, spanId, traceState } = span;
  if (!isTraceId(traceId) || !isSpanId(spanId)) return undefined;
  const random = known?.traceId === traceId ? known.traceFlags & RANDOM : 0;
  const traceFlags = (span.traceFlags & (SAMPLED | RANDOM)) | random;
  return { traceId, spanId, traceFlags, tracestate: parseTracestate(traceState?.serialize()) };
}
