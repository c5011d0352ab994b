import type { Context } from '../../core/context.js';
import { peek, put } from '../../core/access.js';
import { storage } from '../../core/storage.js';
import type { Token } from '../../core/token.js';
import { wellKnownVar } from '../../core/well-known-var.js';
import { CTX_REQUEST_METHOD, CTX_REQUEST_PATH } from '../context-vars.js';
import type { TrustPolicy } from '../arrive/identity.js';
import { type Identity, putIdentity } from '../identity-table.js';
import type { RequestTask } from './request-task.js';
import type { Scope } from '../scope.js';
import type { Span } from '../span/span.js';

/** The request, or the message, that a flow of execution belongs to. Each task has its own count, for it has its own copy of the variable. */
interface Current {
  /** `undefined` for a request that is skipped, and for a message. */
  readonly span: Span | undefined;
  readonly scope: Scope;
  /** What is trusted of what the request or the message brings: nothing within it trusts more. */
  readonly trust: TrustPolicy['trust'];
  /** What an adapter made for the request, around a block too; `undefined` without one, and for a message. */
  readonly task: RequestTask | undefined;
  /** How many blocks of the span the flow is in; without end where an adapter owns the span, so that no block closes it. */
  readonly blocks: number;
  /** Put the variables of the span back as they were before the first block. */
  readonly tokens: readonly Token<never>[];
}

const NONE: Current['tokens'] = [];

/** The current span, and the blocks of it. */
export const CURRENT_SPAN = wellKnownVar<Current | undefined>('span', { default: undefined });

/** What the current context belongs to: asked for each request, without an object for the arguments of `get`. */
export function current(): Current | undefined {
  const context = storage.getStore();
  return context && (peek(context, CURRENT_SPAN) as Current | undefined);
}

/** The span of the request that the current context belongs to, under way or over. */
export function currentSpan(): Span | undefined {
  return current()?.span;
}

/** Whether the current context belongs to a request or a message, under way or over: no other one may inherit from it. */
export function belongsToRequest(): boolean {
  return current() !== undefined;
}

/** Whether the current context belongs to a request that the option `skip` applies to. */
export function isSkipped(): boolean {
  const request = current();
  return request?.task !== undefined && request.span === undefined;
}

/** Makes a context that was just made belong to a request, or a message, that has no span. */
export function putWithoutSpan(context: Context, scope: Scope, trust: TrustPolicy['trust'], task?: RequestTask): void {
  put(context, CURRENT_SPAN, { span: undefined, scope, trust, task, blocks: Infinity, tokens: NONE });
}

/** Makes `span` the current one of a context that was just made for it, with its ids: there is nothing to put back. */
export function putSpan(context: Context, span: Span, identity: Identity, task: RequestTask): void {
  const { scope, options } = task;
  const { path, method } = scope;
  put(context, CURRENT_SPAN, { span, scope, trust: options.trust, task, blocks: Infinity, tokens: NONE });
  put(context, CTX_REQUEST_PATH, path);
  put(context, CTX_REQUEST_METHOD, method);
  putIdentity(context, identity);
}
