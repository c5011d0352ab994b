import { AsyncLocalStorage } from 'node:async_hooks';

import { bind, ContextVar } from '../../../../src/index.js';

/** Which context a callback ran in: where it was registered, where it was triggered, or none. */
export type Where = 'registration' | 'trigger' | 'none';

type Run = (fn: () => void) => void;

/** What a behaviour is observed with. */
export interface Observer {
  /** Calls in the context of the registration. */
  readonly register: Run;
  /** Calls in another one. */
  readonly trigger: Run;
  /** A callback that tells where it runs, to be made where it is registered. */
  readonly listener: () => () => void;
}

/** A way for a runtime to call back. */
export interface Behaviour {
  readonly name: string;
  readonly observe: (observer: Observer) => unknown;
  /** Where AsyncLocalStorage says that the callback runs, on most runtimes, and on those that differ. */
  readonly bare: Where;
  readonly except?: Readonly<Record<string, Where | 'absent'>>;
}

const TIMEOUT = 5000;

/** Where a callback runs by a bare AsyncLocalStorage. */
export function observeBare({ observe }: Behaviour): Promise<Where> {
  const storage = new AsyncLocalStorage<Where>();
  return observed((resolve) =>
    observe({
      register: (fn) => storage.run('registration', fn),
      trigger: (fn) => storage.run('trigger', fn),
      listener: () => () => resolve(storage.getStore() ?? 'none'),
    }),
  );
}

/** Where it runs when it is bound. */
export function observeBound({ observe }: Behaviour): Promise<Where> {
  const variable = new ContextVar<Where>('where', { default: 'none' });
  return observed((resolve) =>
    observe({
      register: (fn) => variable.run('registration', fn),
      trigger: (fn) => variable.run('trigger', fn),
      listener: () => bind(() => resolve(variable.get())),
    }),
  );
}

function observed(start: (resolve: (where: Where) => void) => unknown): Promise<Where> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`nothing was called within ${TIMEOUT} ms`)), TIMEOUT);
    const settle = (where: Where): void => {
      clearTimeout(timer);
      resolve(where);
    };
    Promise.resolve(start(settle)).catch(reject);
  });
}
