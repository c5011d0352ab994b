import { ContextVar, createTask, TraceCtx } from '../../src/index.js';
import { asBaggage } from '../../src/propagation/index.js';

/** A variable that travels: whose request it is. */
export const USER = asBaggage(new ContextVar<string>('user'));

/** Calls `fn` in a context of a user's own, whose name is the id of the request too. */
export function asUser<T>(user: string, fn: () => T | PromiseLike<T>): PromiseLike<T> {
  return createTask(async () => {
    TraceCtx.setId(user);
    USER.set(user);
    return fn();
  });
}
