import type { Token } from '../core/token.js';
import { wellKnownVar } from '../core/well-known-var.js';
import { CTX_REQUEST_ID, CTX_REQUEST_METHOD, CTX_REQUEST_PATH, CTX_SPAN_ID, CTX_TRACE_ID } from './context-vars.js';
import type { Span } from './span.js';

/** A span as one flow of execution sees it. Each task has its own count, for it has its own copy of the variable. */
interface Entered {
  readonly span: Span;
  /** How many blocks the flow is in: the adapter or the `await using` block that opened the span, and those within. */
  readonly blocks: number;
  /** Put the context back as it was before the first of them. */
  readonly tokens: readonly Token<never>[];
}

const ENTERED = wellKnownVar<Entered | undefined>('span', { default: undefined });

const SPAN_VARIABLES = [ENTERED, CTX_REQUEST_ID, CTX_TRACE_ID, CTX_SPAN_ID, CTX_REQUEST_PATH, CTX_REQUEST_METHOD];

/** The span that is open in the current context. */
export function openSpan(): Span | undefined {
  const span = ENTERED.get()?.span;
  return span?.ended === false ? span : undefined;
}

/** Makes `span` the current one in the current context; `leaveSpan` with the same number of calls undoes it. */
export function enterSpan(span: Span): void {
  const entered = ENTERED.get();
  if (entered?.span === span) {
    ENTERED.set({ ...entered, blocks: entered.blocks + 1 });
  } else {
    setSpan(
      span,
      SPAN_VARIABLES.map((variable) => setAgain(variable)),
    );
  }
}

/** Makes `span` the current one in a context that belongs to it alone, so that there is nothing to put back. */
export function setSpan(span: Span, tokens: readonly Token<never>[] = []): void {
  ENTERED.set({ span, blocks: 1, tokens });
  CTX_REQUEST_PATH.set(span.scope.path);
  CTX_REQUEST_METHOD.set(span.scope.method);
}

/** Leaves a block. Gives the tokens that put the context back if it was the first one, `undefined` for a block within. */
export function leaveSpan(span: Span): readonly Token<never>[] | undefined {
  const entered = ENTERED.get();
  if (entered?.span !== span) return [];
  if (entered.blocks === 1) return entered.tokens;
  ENTERED.set({ ...entered, blocks: entered.blocks - 1 });
  return undefined;
}

/** Sets a variable to the value that it has, for the token. */
function setAgain<T>(variable: { get(): T; set(value: T): Token<T> }): Token<never> {
  return variable.set(variable.get()) as Token<never>;
}
