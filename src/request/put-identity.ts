import type { Context } from '../core/context.js';
import { put } from '../core/put.js';
import { readBaggageVars } from '../w3c/baggage-var.js';
import {
  CTX_BAGGAGE,
  CTX_REQUEST_ID,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
} from './context-vars.js';
import type { Identity } from './arrive/identity.js';

/** Gives a context that was just made the ids, the trace and the baggage of a request. */
export function putIdentity(context: Context, identity: Identity): void {
  put(context, CTX_REQUEST_ID, identity.requestId);
  put(context, CTX_TRACE_ID, identity.traceId);
  put(context, CTX_SPAN_ID, identity.spanId);
  put(context, CTX_TRACE_FLAGS, identity.traceFlags);
  put(context, CTX_TRACESTATE, identity.tracestate);
  put(context, CTX_BAGGAGE, identity.baggage);
  readBaggageVars(identity.baggage, (variable, value) => put(context, variable, value));
}
