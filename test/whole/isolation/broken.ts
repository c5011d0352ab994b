import { AsyncLocalStorage } from 'node:async_hooks';

import { type Api, throughline, type Variable } from './api.js';

/** A task that is nothing but a promise. */
function unforked<T>(fn: () => T): Promise<Awaited<T>> {
  return new Promise<T>((resolve) => resolve(fn())) as Promise<Awaited<T>>;
}

const unforkedGather: Api['gather'] = (...fns) => Promise.all(fns.map((fn) => unforked(fn))) as never;

const unbound = ((fn: unknown) => fn) as Api['bind'];

/** A library that has no contexts at all. */
function contextless(variable: Api['variable']): Api {
  return {
    variable,
    createTask: unforked,
    gather: unforkedGather,
    taskGroup: (body) => unforked(() => body({ signal: new AbortController().signal, createTask: unforked })),
    bind: unbound,
    bindEmitter: (emitter) => emitter,
    runInCopy: (fn) => fn(),
  };
}

function inGlobal(_name: string, fallback?: string): Variable {
  let current = fallback;
  const set = (value: string | undefined) => {
    const before = current;
    current = value;
    return { reset: () => void (current = before) };
  };
  return {
    read: () => current,
    set,
    run(value, fn) {
      const token = set(value);
      try {
        return fn();
      } finally {
        token.reset();
      }
    },
  };
}

function inFrame(_name: string, fallback?: string): Variable {
  const storage = new AsyncLocalStorage<string | undefined>();
  return {
    read: () => storage.getStore() ?? fallback,
    set(value) {
      const before = storage.getStore();
      storage.enterWith(value);
      return { reset: () => storage.enterWith(before) };
    },
    run: (value, fn) => storage.run(value, fn),
  };
}

/** Forks outside any task, where `set` would throw, and nowhere else. */
const inTask = new AsyncLocalStorage<true>();
const unforkedInside: Api['createTask'] = (fn) =>
  inTask.getStore() ? unforked(fn) : inTask.run(true, () => throughline.createTask(fn));

/** Libraries that are wrong in one way each. The workload must find out every one of them. */
export const broken: Record<string, Api> = {
  'variables in module globals': contextless(inGlobal),
  'variables that set by enterWith': { ...throughline, variable: inFrame },
  'tasks that do not fork': { ...throughline, createTask: unforkedInside, gather: unforkedGather },
  'a copy that is not one': { ...throughline, runInCopy: (fn) => fn() },
  'bind that does not bind': { ...throughline, bind: unbound },
  'emitters that are not bound': { ...throughline, bindEmitter: (emitter) => emitter },
};
