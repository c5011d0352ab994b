import { bind, bindEmitter, ContextVar, copyContext, createTask, gather, taskGroup } from '../../../src/index.js';

/** A variable as the workload uses it. `read` gives the default, or `undefined`, where there is no value. */
export interface Variable {
  read(): string | undefined;
  set(value: string): Resettable;
  run<R>(value: string, fn: () => R): R;
}

/** What `set` gives: it undoes that one `set`. */
export interface Resettable {
  reset(): void;
}

/** All that the workload needs of a library, so that it can be run against a broken one too. */
export interface Api {
  variable(name: string, fallback?: string): Variable;
  createTask: typeof createTask;
  gather: typeof gather;
  taskGroup: typeof taskGroup;
  bind: typeof bind;
  bindEmitter: typeof bindEmitter;
  /** Calls `fn` in a copy of the current context. */
  runInCopy<R>(fn: () => R): R;
}

/** The library itself. */
export const throughline: Api = {
  variable(name, fallback) {
    const variable =
      fallback === undefined ? new ContextVar<string>(name) : new ContextVar(name, { default: fallback });
    return {
      read: () => variable.tryGet(),
      set(value) {
        const token = variable.set(value);
        return { reset: () => variable.reset(token) };
      },
      run: (value, fn) => variable.run(value, fn),
    };
  },
  createTask,
  gather,
  taskGroup,
  bind,
  bindEmitter,
  runInCopy: (fn) => copyContext().run(fn),
};
