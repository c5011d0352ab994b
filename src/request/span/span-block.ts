import type { Token } from '../../core/token.js';
import { readBaggageVars } from '../../w3c/baggage-var.js';
import {
  CTX_BAGGAGE,
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
} from '../context-vars.js';
import { CURRENT_SPAN } from '../run/current-span.js';
import type { TrustPolicy } from '../arrive/identity.js';
import type { Span } from './span.js';

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

/** Enters a block of `span`, which becomes the current one, by what its options trust. Returns the span. */
export function enterBlock(span: Span, trust: TrustPolicy['trust']): Span {
  const current = CURRENT_SPAN.get();
  if (current?.span === span) {
    CURRENT_SPAN.set({ ...current, blocks: current.blocks + 1 });
    return span;
  }
  const { scope } = span;
  const { path, method } = scope; // before anything is set: a scope of the user's may throw
  const tokens = SPAN_VARIABLES.map((variable) => saveValue(variable));
  readBaggageVars(span.baggage, (variable, value) => tokens.push(variable.set(value) as Token<never>));
  CURRENT_SPAN.set({ span, scope, trust, task: current?.task, blocks: 1, tokens });
  CTX_REQUEST_PATH.set(path);
  CTX_REQUEST_METHOD.set(method);
  return span;
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
