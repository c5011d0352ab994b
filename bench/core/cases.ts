import { AsyncLocalStorage } from 'node:async_hooks';

import { type ContextVar, copyContext, createTask } from 'throughline';

/** Does this many operations. What it returns depends on all of them, so that none can be optimised away. */
type Loop = (operations: number) => unknown;

interface Store {
  value: number;
}

interface Copied {
  root: unknown;
  shift: number;
  owned: boolean;
  entered: boolean;
}

/** The library, and what one would write by hand with a bare AsyncLocalStorage. */
interface Case {
  readonly ours: Loop;
  readonly bare: Loop;
}

/** The one AsyncLocalStorage of the bare sides. */
export const als = new AsyncLocalStorage<Store>();

/** Results are kept here, a few at a time, so that their allocation counts. */
const kept: unknown[] = Array.from({ length: 8 });

const noop = (): undefined => undefined;
const settled = (): Promise<undefined> => Promise.resolve(noop());
const current = (): Store => als.getStore() as Store;

/**
 * All cases, for one variable. Each is a loop of its own, so that none shares type feedback with another. Reads go
 * through an array: were it one constant, what is read could be moved out of the loop.
 */
export function casesFor(variable: ContextVar<number>) {
  const variables = Array.from({ length: 8 }, () => variable);
  const storages = Array.from({ length: 8 }, () => als);
  const setOne = () => variable.set(1);
  return {
    get: {
      ours(operations) {
        let sum = 0;
        for (let i = 0; i < operations; i++) sum ^= variables[i & 7]!.get();
        return sum;
      },
      bare(operations) {
        let sum = 0;
        for (let i = 0; i < operations; i++) sum ^= storages[i & 7]!.getStore()!.value;
        return sum;
      },
    },
    set: {
      ours(operations) {
        for (let i = 0; i < operations; i++) kept[i & 7] = variable.set(i);
        return variable.get();
      },
      bare(operations) {
        for (let i = 0; i < operations; i++) kept[i & 7] = current().value = i;
        return current().value;
      },
    },
    'set and reset': {
      ours(operations) {
        for (let i = 0; i < operations; i++) variable.reset(variable.set(i));
        return variable.get();
      },
      bare(operations) {
        for (let i = 0; i < operations; i++) {
          const store = current();
          const before = store.value;
          store.value = i;
          current().value = before;
        }
        return current().value;
      },
    },
    run: {
      ours(operations) {
        for (let i = 0; i < operations; i++) variable.run(i, noop);
        return variable.get();
      },
      bare(operations) {
        for (let i = 0; i < operations; i++) als.run({ value: i }, noop);
        return current().value;
      },
    },
    'createTask(noop)': {
      ours(operations) {
        for (let i = 0; i < operations; i++) kept[i & 7] = createTask(noop);
        return kept.length;
      },
      bare(operations) {
        for (let i = 0; i < operations; i++) kept[i & 7] = als.run({ value: i }, settled);
        return kept.length;
      },
    },
    'fork and set': {
      ours(operations) {
        for (let i = 0; i < operations; i++) kept[i & 7] = createTask(setOne);
        return kept.length;
      },
      bare(operations) {
        for (let i = 0; i < operations; i++) kept[i & 7] = als.run({ value: i }, settled);
        return kept.length;
      },
    },
    copyContext: {
      ours(operations) {
        for (let i = 0; i < operations; i++) kept[i & 7] = copyContext();
        return kept.length;
      },
      // The least that any copy can cost: finding the store and making an object as large as a Context. A spread of
      // the store would flatter us: it grows with the number of values.
      bare(operations) {
        for (let i = 0; i < operations; i++) {
          kept[i & 7] = { root: current().value, shift: 0, owned: false, entered: false } satisfies Copied;
        }
        return kept.length;
      },
    },
  } satisfies Record<string, Case>;
}

export type CaseName = keyof ReturnType<typeof casesFor>;
