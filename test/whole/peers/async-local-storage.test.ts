import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { CTX_REQUEST_ID } from '../../../src/index.js';
import { traced } from '../../../src/adapters/node-http/index.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** The events in which a server that answers a POST from `end` still reads an id. */
async function eventsWithId(
  readId: () => string | undefined,
  around: (listener: Listener) => Listener,
): Promise<string[]> {
  const seen: string[] = [];
  const note = (event: string) => (): void => void (readId() && seen.push(event));
  const listener = around((request, response) => {
    request.on('end', note('end')).on('end', () => response.end('done\n'));
    response.on('finish', note('finish')).on('close', note('close'));
    request.resume();
  });
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = send({ port: (server.address() as AddressInfo).port, method: 'POST' });
  client.write('a'); // in two pieces, as a client far away does
  await sleep(5);
  client.end('b');
  const [response] = (await once(client, 'response')) as [IncomingMessage];
  await once(response.resume(), 'close');
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  return seen;
}

it('AsyncLocalStorage alone loses its store in `end`, and in `finish` and `close` of an answer from there', async () => {
  const storage = new AsyncLocalStorage<string>();
  const byHand = await eventsWithId(
    () => storage.getStore(),
    (listener) => (request, response) => storage.run('id', listener, request, response),
  );
  expect(byHand).toEqual([]);
  expect(
    await eventsWithId(
      () => CTX_REQUEST_ID.get(),
      (listener) => traced(listener as Parameters<typeof traced>[0]),
    ),
  ).toEqual(['end', 'finish', 'close']);
});
