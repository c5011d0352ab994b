import { wellKnownVar } from '../core/well-known-var.js';
import { liveVar } from './active/live-var.js';
import { type Baggage, EMPTY_BAGGAGE } from '../w3c/baggage.js';

/** The id of the current request, `''` outside any. */
export const CTX_REQUEST_ID = wellKnownVar<string>('request-id', { default: '' });

/** The trace that the current request belongs to: 32 lowercase hex digits, `''` outside any. */
export const CTX_TRACE_ID = liveVar('trace-id', 'traceId', { default: '' });

/** The current span within its trace: 16 lowercase hex digits, `''` outside any. */
export const CTX_SPAN_ID = liveVar('span-id', 'spanId', { default: '' });

/** The path of the current request, without the query, as it came over the wire; `''` outside any. */
export const CTX_REQUEST_PATH = wellKnownVar<string>('request-path', { default: '' });

/** The method of the current request, in upper case; `''` outside any. */
export const CTX_REQUEST_METHOD = wellKnownVar<string>('request-method', { default: '' });

/** The name of the current job or message; `''` outside any, and in a request. */
export const CTX_JOB_NAME = wellKnownVar<string>('job-name', { default: '' });

/** The flags of the current trace, as W3C Trace Context Level 2 has them: 1 sampled, 2 random. 0 outside any request. */
export const CTX_TRACE_FLAGS = liveVar('trace-flags', 'traceFlags', { default: 0 });

/** A valid `tracestate`: the data of the systems that the current trace passed through. `''` if there is none. */
export const CTX_TRACESTATE = liveVar('tracestate', 'tracestate', { default: '' });

/**
 * The baggage that the current request brought, by key. For a variable that you marked by `asBaggage`, its value is sent on, not this
 * entry.
 */
export const CTX_BAGGAGE = wellKnownVar<Baggage>('baggage', { default: EMPTY_BAGGAGE });
