import type { Context } from './context.js';
import { storage } from './storage.js';

/** `storage.run(context, fn, ...args)`. */
export const runIn: <A extends unknown[], R>(context: Context, fn: (...args: A) => R, ...args: A) => R =
  storage.run.bind(storage);

/** `storage.run(...call)`, where `call` has arguments for the function as well. */
export const runCall = Function.prototype.apply.bind(storage.run, storage) as (call: Call) => unknown;

export type Call = [context: Context, ...fnAndArguments: unknown[]];

/** The call of what `args` has at `start`, with the arguments that it has behind that. */
export function callIn(context: Context, args: IArguments, start: number): Call {
  // oxlint-disable-next-line unicorn/no-new-array -- an array that grows takes twice as long as the rest of a run
  const call = new Array(1 + args.length - start) as Call;
  call[0] = context;
  for (let index = start; index < args.length; index++) call[1 + index - start] = args[index];
  return call;
}
