import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { nodeTracing } from '../../../src/adapters/node-http/index.js';

import { observeRequests } from '../../../src/inspector/agent/observe/requests.js';
import { Outbox } from '../../../src/inspector/agent/send/outbox.js';
import { runJob } from '../../../src/jobs/index.js';
import { serve } from '../../whole/matrix/harness.js';

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

it('tells of the headers of each request on one connection, also where they arrive before the first is traced', async () => {
  const { told } = observe();
  const trace = nodeTracing();
  const { port, close } = await serve(async (request, response) => {
    await setImmediate();
    void trace(request, response, () => response.end());
  });
  const socket = connect(port, '127.0.0.1');
  const head = (name: string): string => `GET /${name} HTTP/1.1\r\nhost: here\r\nx-name: ${name}\r\n`;
  socket.end(`${head('first')}\r\n${head('second')}connection: close\r\n\r\n`);
  await once(socket.resume(), 'end');
  await close();
  const requests = (told() as { path: string; headers: Record<string, string> }[]).filter(({ path }) => path);
  expect(requests.map(({ path, headers }) => [path, headers['x-name']])).toEqual([
    ['/first', 'first'],
    ['/second', 'second'],
  ]);
});
