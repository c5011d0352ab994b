import type { SpanContext } from '@opentelemetry/api';

import type { Traceparent } from '../w3c/traceparent.js';
import { ThroughlineTraceState } from './throughline-trace-state.js';

/** The span of another process, as OpenTelemetry has it. */
export function remoteSpan({ traceId, parentId, flags }: Traceparent, tracestate = ''): SpanContext {
  const span = { traceId, spanId: parentId, traceFlags: flags, isRemote: true };
  return tracestate === '' ? span : { ...span, traceState: new ThroughlineTraceState(tracestate) };
}
