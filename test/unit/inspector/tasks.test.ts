import { expect, it } from 'vitest';

import { Tasks } from '../../../src/inspector/agent/observe/tasks.js';
import { Outbox } from '../../../src/inspector/agent/send/outbox.js';
import { Context, createTask } from '../../../src/index.js';

interface Told {
  readonly task: { readonly id: number; readonly parent?: number };
}

const toldBy = (outbox: Outbox): Told['task'][] =>
  outbox
    .take()
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as Told).task);

it('tells of the tasks in which something happens, with those that they are copies of', async () => {
  const outbox = new Outbox();
  const tasks = new Tasks(outbox);
  const context = new Context();
  tasks.begin({ number: 1, at: 0, tasks: 0, ran: 0, isWaiting: false, end: undefined }, context);
  await context.run(() =>
    createTask(async () => {
      await createTask(async () => tasks.current());
      await createTask(async () => {});
    }),
  );
  expect(toldBy(outbox).map(({ id, parent }) => [id, parent])).toEqual([
    [0, undefined],
    [1, 0],
    [2, 1],
  ]);
});

it('keeps a bounded number of them, however many are made in one another', () => {
  const outbox = new Outbox();
  const tasks = new Tasks(outbox);
  const request = { number: 1, at: 0, tasks: 0, ran: 0, isWaiting: false, end: undefined };
  let context = new Context();
  tasks.begin(request, context);
  for (let count = 0; count < 5000; count++) context = context.copy();
  context.run(() => tasks.current());
  expect(request.tasks).toBe(1000);
  expect(toldBy(outbox)).toHaveLength(1000);
});

it('holds a bounded number of events, and says how many it dropped', () => {
  const outbox = new Outbox();
  for (let count = 0; count < 20_010; count++) outbox.add(() => ({ type: 'dropped', count: 0 }));
  const lines = outbox.take().trim().split('\n');
  expect([lines.length, lines.at(-1)]).toEqual([20_001, '{"type":"dropped","count":10}']);
  expect([outbox.isEmpty, outbox.take()]).toEqual([true, '']);
});
