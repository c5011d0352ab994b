import type { Context } from '../core/context.js';
import { put } from '../core/put.js';
import type { Token } from '../core/token.js';
import { wellKnownVar } from '../core/well-known-var.js';
import { readBaggageVars } from '../trace/baggage-var.js';
import {
  CTX_BAGGAGE,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
} from './context-vars.js';
import type { Identity } from './identity.js';
import type { Scope } from './scope.js';
import type { Span } from './span.js';

/** A span as one flow of execution sees it. Each task has its own count, for it has its own copy of the variable. */
interface Current {
  readonly span: Span;
  /** How many blocks of the span the flow is in; without end where an adapter owns the span, so that no block closes it. */
  readonly blocks: number;
  /** Put the variables of the span back as they were before the first block. */
  readonly tokens: readonly Token<never>[];
}

const CURRENT_SPAN = wellKnownVar<Current | undefined>('span', { default: undefined });

const SPAN_VARIABLES = [
  CURRENT_SPAN,
  CTX_REQUEST_PATH,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_ID,
  CTX_TRACE_ID,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACESTATE,
  CTX_BAGGAGE,
] as const;

/** The span of the request that the current context belongs to, under way or over. */
export function currentSpan(): Span | undefined {
  return CURRENT_SPAN.get()?.span;
}

/** Makes `span` the current one of a context that was just made for it, with its ids: there is nothing to put back. */
export function putSpan(context: Context, span: Span, scope: Scope, identity: Identity): void {
  const { path, method } = scope;
  put(context, CURRENT_SPAN, { span, blocks: Infinity, tokens: [] });
  put(context, CTX_REQUEST_PATH, path);
  put(context, CTX_REQUEST_METHOD, method);
  putIdentity(context, identity);
}

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

/** Enters a block of `span`, which becomes the current one. */
export function enterBlock(span: Span): void {
  const current = CURRENT_SPAN.get();
  if (current?.span === span) {
    CURRENT_SPAN.set({ ...current, blocks: current.blocks + 1 });
    return;
  }
  const { path, method } = span.scope; // before anything is set: a scope of the user's may throw
  const tokens = SPAN_VARIABLES.map((variable) => saveValue(variable));
  readBaggageVars(span.baggage, (variable, value) => tokens.push(variable.set(value) as Token<never>));
  CURRENT_SPAN.set({ span, blocks: 1, tokens });
  CTX_REQUEST_PATH.set(path);
  CTX_REQUEST_METHOD.set(method);
}

/** Leaves a block. Gives the tokens to put the context back with if it was the block that opened the span. */
export function leaveBlock(span: Span): readonly Token<never>[] | undefined {
  const current = CURRENT_SPAN.get();
  if (current?.span !== span) return undefined;
  if (current.blocks === 1) return current.tokens;
  CURRENT_SPAN.set({ ...current, blocks: current.blocks - 1 });
  return undefined;
}

/** Sets the ids of `span` in the current context, once. */
export function setIds(span: Span): void {
  if (CTX_SPAN_ID.get() === span.spanId) return;
  CTX_REQUEST_ID.set(span.requestId);
  CTX_TRACE_ID.set(span.traceId);
  CTX_SPAN_ID.set(span.spanId);
  CTX_TRACE_FLAGS.set(span.traceFlags);
  CTX_TRACESTATE.set(span.tracestate);
  CTX_BAGGAGE.set(span.baggage);
}

/** A token for the value that the variable has. */
function saveValue<T>(variable: { get(): T; set(value: T): Token<T> }): Token<never> {
  return variable.set(variable.get()) as Token<never>;
}
