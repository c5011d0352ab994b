import { expect, it } from 'vitest';

import { observeRequests } from '../../../src/inspector/agent/observe/requests.js';
import { Outbox } from '../../../src/inspector/agent/send/outbox.js';
import { runJob } from '../../../src/jobs/index.js';

/** Observes from now on. Gives what takes what was told since. */
function observe(): { outbox: Outbox; told: () => object[] } {
  const outbox = new Outbox();
  observeRequests(outbox, () => {});
  return {
    outbox,
    told: () =>
      outbox
        .take()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as object),
  };
}

it('tells of the end with the start, where a request is over by then', async () => {
  const { told } = observe();
  runJob({ name: 'short' }, () => {});
  await expect(runJob({ name: 'failing' }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(told()).toMatchObject([
    { type: 'request', name: 'short', end: { at: expect.any(Number), ran: expect.any(Number) } },
    { type: 'request', name: 'failing', end: { error: 'Error: no' } },
    { type: 'error', error: { message: 'no' } },
  ]);
});

it('tells of the start of one that lasts, and of its end when it comes', async () => {
  const { told } = observe();
  let finish = (): void => {};
  const ended = runJob({ name: 'long' }, () => new Promise<void>((resolve) => (finish = resolve)));
  const [start, ...rest] = told() as { type: string; request: number; end?: object }[];
  expect([start?.type, start?.end, rest]).toEqual(['request', undefined, []]);
  finish();
  await ended;
  expect(told()).toMatchObject([{ type: 'end', request: start?.request }]);
});

it('counts the start and the end that there was no room for', () => {
  const { outbox, told } = observe();
  for (let count = 0; count < 20_000; count++) outbox.add(() => undefined);
  runJob({ name: 'dropped' }, () => {});
  expect(told()).toEqual([{ type: 'dropped', count: 2 }]);
});
