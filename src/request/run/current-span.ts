import { Context, copyContext } from '../../core/context.js';
import { peek, put } from '../../core/access.js';
import { storage } from '../../core/storage.js';
import type { Token } from '../../core/token.js';
import { wellKnownVar } from '../../core/well-known-var.js';
import type { TrustPolicy } from '../arrive/identity.js';
import type { Identity } from '../request-fields.js';
import type { RequestTask } from './request-task.js';
import type { Scope } from '../scope.js';
import type { Span } from '../span/span.js';

/** The request, or the message, that a flow of execution belongs to. Each task has its own count, for it has its own copy of the variable. */
export interface Current {
  /** `undefined` for a request that is skipped, and for a message. */
  readonly span: Span | undefined;
  readonly scope: Scope;
  /** Who it is; `undefined` for a request that is skipped. */
  readonly identity: Identity | undefined;
  /** What is trusted of what the request or the message brings: nothing within it trusts more. */
  readonly trust: TrustPolicy['trust'];
  /** What an adapter made for the request, around a block too; `undefined` without one, and for a message. */
  readonly task: RequestTask | undefined;
  /** How many blocks of the span the flow is in; `Infinity` where an adapter owns the span, so that no block closes it. */
  readonly blocks: number;
  /** Put the variables of the span back as they were before the first block. */
  readonly tokens: readonly Token<never>[];
}

/** The tokens of what no block closes. */
export const NO_TOKENS: Current['tokens'] = [];

/** The current span, and the blocks of it. */
export const CURRENT_SPAN = wellKnownVar<Current | undefined>('span', { default: undefined });

/** What the current context belongs to: asked for each request, without an object for the arguments of `get`. */
export function current(): Current | undefined {
  const context = storage.getStore();
  return context && (peek(context, CURRENT_SPAN) as Current | undefined);
}

/** Whether the current context belongs to a request or a message, under way or over: no other one may inherit from it. */
export function belongsToRequest(): boolean {
  return current() !== undefined;
}

/** A copy of the current context, an empty one where that belongs to a request or a message: what starts here inherits from none. */
export function unownedContext(): Context {
  return belongsToRequest() ? new Context() : copyContext();
}

/** Whether the current context belongs to a request that the option `skip` applies to. */
export function isSkipped(): boolean {
  return current()?.task?.isSkipped === true;
}

/** Makes a context that was just made belong to a message: it has no span. */
export function putMessage(context: Context, scope: Scope, identity: Identity, trust: TrustPolicy['trust']): void {
  put(context, CURRENT_SPAN, {
    span: undefined,
    scope,
    identity,
    trust,
    task: undefined,
    blocks: Infinity,
    tokens: NO_TOKENS,
  });
}

/** The task of the request that the current context belongs to, until that is answered; one that is skipped, too. */
export function currentTask(): RequestTask | undefined {
  const task = current()?.task;
  return task?.answered === false ? task : undefined;
}
