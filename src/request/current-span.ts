import type { Token } from '../core/token.js';
import { wellKnownVar } from '../core/well-known-var.js';
import { CTX_REQUEST_ID, CTX_REQUEST_METHOD, CTX_REQUEST_PATH, CTX_SPAN_ID, CTX_TRACE_ID } from './context-vars.js';
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
  CTX_REQUEST_ID,
  CTX_TRACE_ID,
  CTX_SPAN_ID,
  CTX_REQUEST_PATH,
  CTX_REQUEST_METHOD,
] as const;

/** The span of the request that the current context belongs to, under way or over. */
export function currentSpan(): Span | undefined {
  return CURRENT_SPAN.get()?.span;
}

/** Makes `span` the current one in a context that an adapter made for it: there is nothing to put back. */
export function adoptSpan(span: Span): void {
  setCurrent({ span, blocks: Infinity, tokens: [] });
}

/** Enters a block of `span`, which becomes the current one. */
export function enterBlock(span: Span): void {
  const current = CURRENT_SPAN.get();
  if (current?.span === span) CURRENT_SPAN.set({ ...current, blocks: current.blocks + 1 });
  else setCurrent({ span, blocks: 1, tokens: SPAN_VARIABLES.map((variable) => saveValue(variable)) });
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
}

function setCurrent(current: Current): void {
  const { path, method } = current.span.scope;
  CURRENT_SPAN.set(current);
  CTX_REQUEST_PATH.set(path);
  CTX_REQUEST_METHOD.set(method);
}

/** A token for the value that the variable has. */
function saveValue<T>(variable: { get(): T; set(value: T): Token<T> }): Token<never> {
  return variable.set(variable.get()) as Token<never>;
}
