import type { Context } from '../core/context.js';
import type { ContextVarWithDefault } from '../core/context-var.js';
import { put, remove } from '../core/access.js';
import { ThroughlineError } from '../core/throughline-error.js';
import type { Baggage } from '../w3c/baggage.js';
import { readBaggageVars } from '../w3c/baggage-var.js';
import type { Traceparent } from '../w3c/traceparent.js';
import type { Recording } from './active/recording.js';
import {
  CTX_BAGGAGE,
  CTX_JOB_NAME,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
} from './context-vars.js';

/** Which request it is, and in which trace. */
export interface Identity {
  readonly requestId: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly traceFlags: number;
  readonly tracestate: string;
  readonly baggage: Baggage;
  readonly links: readonly Traceparent[];
  /** How OpenTelemetry records it; `undefined` without an SDK. */
  readonly recording?: Recording;
}

/** One thing that a request is known by. */
export interface RequestField {
  /** Holds it in the context of the request. */
  readonly variable: ContextVarWithDefault<unknown>;
  /** Who has it as a property: the span, or the scope of the span. */
  readonly of: 'span' | 'scope';
  readonly type: 'string' | 'number' | 'Map';
  /** The field of log lines that shows it. */
  readonly field?: string;
  /** The header, of those that the W3C defines, that carries it to other processes. */
  readonly header?: 'traceparent' | 'tracestate' | 'baggage';
}

/**
 * All that a request is known by, by the name of its property. Every list of these things is made from this table. What is
 * written out below, because a loop would cost each request time, is compared with it by a test.
 */
export const REQUEST_FIELDS = {
  requestId: { variable: CTX_REQUEST_ID, of: 'span', type: 'string', field: 'request_id' },
  traceId: { variable: CTX_TRACE_ID, of: 'span', type: 'string', field: 'trace_id', header: 'traceparent' },
  spanId: { variable: CTX_SPAN_ID, of: 'span', type: 'string', field: 'span_id' },
  traceFlags: { variable: CTX_TRACE_FLAGS, of: 'span', type: 'number', field: 'trace_flags', header: 'traceparent' },
  tracestate: { variable: CTX_TRACESTATE, of: 'span', type: 'string', header: 'tracestate' },
  baggage: { variable: CTX_BAGGAGE, of: 'span', type: 'Map', header: 'baggage' },
  method: { variable: CTX_REQUEST_METHOD, of: 'scope', type: 'string', field: 'method' },
  path: { variable: CTX_REQUEST_PATH, of: 'scope', type: 'string', field: 'path' },
  name: { variable: CTX_JOB_NAME, of: 'scope', type: 'string', field: 'job' },
} as const satisfies Record<
  Exclude<keyof Identity, 'parentId' | 'links' | 'recording'> | 'method' | 'path' | 'name',
  RequestField
>;

/** The property and the row of each. */
export const FIELD_ROWS = Object.entries(REQUEST_FIELDS) as [
  property: keyof typeof REQUEST_FIELDS,
  row: RequestField,
][];

/** The W3C's headers, each once. */
export const W3C_HEADERS: readonly string[] = [
  ...new Set(FIELD_ROWS.flatMap(([, row]) => (row.header === undefined ? [] : [row.header]))),
];

/** Puts the ids, the trace and the baggage of a request into a context that was just made for it. */
export function putIdentity(context: Context, identity: Identity): void {
  put(context, CTX_REQUEST_ID, identity.requestId);
  putTraceIds(context, identity);
  put(context, CTX_BAGGAGE, identity.baggage);
  readBaggageVars(identity.baggage, (variable, value) => put(context, variable, value));
}

/** The variables whose values are properties of a span. */
const SPAN_VARIABLES = FIELD_ROWS.filter(([, row]) => row.of === 'span').map(([, row]) => row.variable);

/** Takes the ids, the trace and the baggage out of a context that was just made: whoever made it may have some. */
export function removeIdentity(context: Context): void {
  for (const variable of SPAN_VARIABLES) remove(context, variable);
}

/** The part of an identity that a span within the request changes. */
export type TraceIds = Pick<Identity, 'traceId' | 'spanId' | 'traceFlags' | 'tracestate'>;

/** Puts these ids into a context. */
export function putTraceIds(context: Context, ids: TraceIds): void {
  put(context, CTX_TRACE_ID, ids.traceId);
  put(context, CTX_SPAN_ID, ids.spanId);
  put(context, CTX_TRACE_FLAGS, ids.traceFlags);
  put(context, CTX_TRACESTATE, ids.tracestate);
}

/**
 * The identity of a span whose class somebody else wrote. Calls each of its getters once. Throws `TL_ERR_INVALID_ARGUMENT` for a
 * value of the wrong type.
 */
export function identityOf(span: Identity): Identity {
  const { requestId, traceId, spanId, parentId, traceFlags, tracestate, baggage, links } = span;
  const identity = { requestId, traceId, spanId, parentId, traceFlags, tracestate, baggage, links };
  for (const [property, { of, type }] of FIELD_ROWS) {
    if (of !== 'span' || isOfType(identity[property as keyof typeof identity], type)) continue;
    throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', `${property} of the span`, `a ${type}`);
  }
  return identity;
}

function isOfType(value: unknown, type: RequestField['type']): boolean {
  return type === 'Map' ? value instanceof Map : typeof value === type;
}
