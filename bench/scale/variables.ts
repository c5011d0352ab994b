// With as many variables as it is asked for, all with a value. With an AsyncLocalStorage one keeps them in an object, and
// copies it where a task shall have its own.
import { AsyncLocalStorage } from 'node:async_hooks';

import { ContextVar, createTask } from 'throughline';

import { answer } from '../measure/answer.js';
import type { Cost } from './subject.js';
import { time } from './time.js';

const [side] = process.argv.slice(2);
const settled = Promise.resolve();

/** They are kept for the life of the process: what is asked for grows. */
const variables: ContextVar<number>[] = [];

function ours(count: number): Promise<Cost> {
  while (variables.length < count) variables.push(new ContextVar(`variable ${variables.length}`));
  const last = variables.at(-1) as ContextVar<number>;
  return createTask(() => {
    for (const [i, variable] of variables.entries()) variable.set(i);
    return { get: time(() => last.get()), fork: time(() => createTask(() => last.set(1))) };
  });
}

function bare(count: number): Cost {
  const storage = new AsyncLocalStorage<Record<string, number>>();
  const keys = Array.from({ length: count }, (_, i) => `variable ${i}`);
  const last = keys.at(-1) as string;
  const fork = (): unknown => storage.run({ ...storage.getStore(), [last]: 1 }, () => settled);
  return storage.run(Object.fromEntries(keys.map((key, i) => [key, i])), () => ({
    get: time(() => storage.getStore()?.[last]),
    fork: time(fork),
  }));
}

answer((count: number): Cost | Promise<Cost> => (side === 'Throughline' ? ours : bare)(count));
