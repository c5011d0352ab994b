import { context, trace } from '@opentelemetry/api';

import { CTX_TRACE_ID } from '../request/context-vars.js';
import { setRecorder } from '../request/run/recorder.js';
import { requestContext } from './request-context.js';

/** Has OpenTelemetry's spans be the parents of what is sent to other processes. */
export function recordSpans(): void {
  setRecorder(activeSpanId);
}

/** The active span; where OpenTelemetry's context does not have it, because it is kept elsewhere, that of the request. */
function activeSpanId(): string | undefined {
  const traceId = CTX_TRACE_ID.get();
  const active = trace.getSpanContext(context.active());
  if (active?.traceId === traceId) return active.spanId;
  const own = requestContext();
  const server = own === undefined ? undefined : trace.getSpanContext(own);
  return server?.traceId === traceId ? server.spanId : undefined;
}
