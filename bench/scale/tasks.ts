// With as many tasks in flight as it is asked for: each has an id in a context of its own, and waits.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { ContextVar, createTask } from 'throughline';

import { answer } from '../measure/answer.js';
import type { Cost } from './subject.js';
import { time } from './time.js';

const [side] = process.argv.slice(2);
const collectGarbage = globalThis.gc as () => void;

const variable = new ContextVar<string>('id');
const storage = new AsyncLocalStorage<{ readonly id: string }>();
const settled = Promise.resolve();

/** How the side starts a task that holds an id. */
const start: (task: () => Promise<unknown>) => unknown =
  side === 'Throughline'
    ? (task) =>
        createTask(() => {
          variable.set('a');
          return task();
        })
    : (task) => storage.run({ id: 'a' }, task);

for (let i = 0; i < 2000; i++) start(() => settled);

answer(async (tasks: number): Promise<Cost> => {
  let finish: (() => void)[] = Array.from({ length: tasks });
  const before = heap();
  for (let i = 0; i < tasks; i++) start(() => wait(finish, i));
  const bytes = (heap() - before) / tasks;
  const fork = time(() => start(() => settled));
  for (const end of finish) end();
  finish = [];
  await sleep(0);
  const begin = process.hrtime.bigint();
  collectGarbage();
  const collect = Number(process.hrtime.bigint() - begin);
  // A single task is lost among what the process itself allocates.
  return tasks === 1 ? { fork, collect } : { fork, bytes, collect };
});

/** Waits until it is finished from outside. */
async function wait(finish: (() => void)[], i: number): Promise<void> {
  await new Promise<void>((resolve) => {
    finish[i] = resolve;
  });
}

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
