import type { ContextVar } from '../../core/context-var.js';
import type { Token } from '../../core/token.js';
import { readBaggageVars } from '../../w3c/baggage-var.js';
import { type Current, CURRENT_SPAN } from '../run/current-span.js';
import { REQUEST_VARIABLES } from '../run/request-variables.js';
import type { TrustPolicy } from '../arrive/identity.js';
import { CTX_SPAN_ID } from '../context-vars.js';
import { FIELD_ROWS } from '../request-fields.js';
import type { Span } from './span.js';
import { IDENTITY } from './span-symbols.js';

/** Enters a block of `span`, which becomes the current one, by what its options trust. Returns the span. */
export function enterBlock(span: Span, trust: TrustPolicy['trust']): Span {
  const current = CURRENT_SPAN.get();
  if (current?.span === span) {
    CURRENT_SPAN.set(inBlocks(current, current.blocks + 1));
    return span;
  }
  const { scope } = span;
  const { path, method, name = '' } = scope; // before anything is set: a scope of the user's may throw
  const tokens = REQUEST_VARIABLES.map((variable) => saveValue(variable)); // put back when the block closes
  readBaggageVars(span.baggage, (variable, value) => tokens.push(variable.set(value) as Token<never>));
  CURRENT_SPAN.set({ span, scope, identity: span[IDENTITY], trust, task: current?.task, blocks: 1, tokens });
  setAll('scope', { path, method, name });
  return span;
}

/** Leaves a block. Gives the tokens to put the context back with if it was the block that opened the span. */
export function leaveBlock(span: Span): readonly Token<never>[] | undefined {
  const current = CURRENT_SPAN.get();
  if (current?.span !== span) return undefined;
  if (current.blocks === 1) return current.tokens;
  CURRENT_SPAN.set(inBlocks(current, current.blocks - 1));
  return undefined;
}

function inBlocks(current: Current, blocks: number): Current {
  const { span, scope, identity, trust, task, tokens } = current;
  return { span, scope, identity, trust, task, blocks, tokens };
}

/** Sets the ids of `span` in the current context, once. */
export function setIds(span: Span): void {
  if (CTX_SPAN_ID.get() === span.spanId) return;
  setAll('span', span);
}

/** Sets, in the current context, all that the span or its scope has. */
function setAll(of: 'span' | 'scope', values: object): void {
  for (const [property, row] of FIELD_ROWS) {
    if (row.of === of) row.variable.set(Reflect.get(values, property));
  }
}

/** A token for the value that the variable has. */
function saveValue(variable: ContextVar<unknown>): Token<never> {
  return variable.set(variable.get()) as Token<never>;
}
