import { wellKnownVar } from '../core/well-known-var.js';

/** The id of the current request, `''` outside any. */
export const CTX_REQUEST_ID = wellKnownVar<string>('request-id', { default: '' });

/** The trace that the current request belongs to: 32 lowercase hex digits, `''` outside any. */
export const CTX_TRACE_ID = wellKnownVar<string>('trace-id', { default: '' });

/** The current span within its trace: 16 lowercase hex digits, `''` outside any. */
export const CTX_SPAN_ID = wellKnownVar<string>('span-id', { default: '' });

/** The path of the current request, without the query, as it came over the wire; `''` outside any. */
export const CTX_REQUEST_PATH = wellKnownVar<string>('request-path', { default: '' });

/** The method of the current request, in upper case; `''` outside any. */
export const CTX_REQUEST_METHOD = wellKnownVar<string>('request-method', { default: '' });
