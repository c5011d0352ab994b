// Where a request comes by: what is known of it here.
import { ContextVar, CTX_REQUEST_ID, CTX_SPAN_ID, CTX_TRACE_ID } from 'throughline';
import { asBaggage } from 'throughline/propagation';

export const TENANT = asBaggage(new ContextVar('tenant', { default: 'nobody' }));

export const hop = (place) => ({
  place,
  requestId: CTX_REQUEST_ID.get(),
  traceId: CTX_TRACE_ID.get(),
  spanId: CTX_SPAN_ID.get(),
  tenant: TENANT.get(),
});
