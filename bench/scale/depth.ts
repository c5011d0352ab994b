// Inside of as many contexts as it is asked for, each a copy of the one around it.
import { AsyncLocalStorage } from 'node:async_hooks';

import { ContextVar, createTask } from 'throughline';

import { answer } from '../measure/answer.js';
import type { Cost } from './subject.js';
import { time } from './time.js';

const [side] = process.argv.slice(2);
const variable = new ContextVar<number>('level');
const storage = new AsyncLocalStorage<{ readonly level: number }>();
const settled = Promise.resolve();

/** Each level begins after an await, so that no stack grows. */
async function ours(left: number): Promise<Cost> {
  if (left === 0) {
    return { get: time(() => variable.get()), fork: time(() => createTask(() => variable.set(1))) };
  }
  await settled;
  return createTask(() => {
    variable.set(left);
    return ours(left - 1);
  });
}

async function bare(left: number): Promise<Cost> {
  if (left === 0) {
    const fork = (): unknown => storage.run({ level: 1 }, () => settled);
    return { get: time(() => storage.getStore()?.level), fork: time(fork) };
  }
  await settled;
  return storage.run({ level: left }, bare, left - 1);
}

answer((depth: number): Promise<Cost> => (side === 'Throughline' ? ours : bare)(depth));
