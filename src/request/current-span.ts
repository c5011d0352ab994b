import type { Context } from '../core/context.js';
import { put } from '../core/put.js';
import type { Token } from '../core/token.js';
import { wellKnownVar } from '../core/well-known-var.js';
import { CTX_REQUEST_METHOD, CTX_REQUEST_PATH } from './context-vars.js';
import type { Identity } from './identity.js';
import { putIdentity } from './put-identity.js';
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

/** The current span, and the blocks of it. */
export const CURRENT_SPAN = wellKnownVar<Current | undefined>('span', { default: undefined });

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
