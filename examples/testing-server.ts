// Tests a whole server: two requests at once, and each line has the id of its own request. Run it with `node --test`, or with tsx.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { traced } from 'throughline/node-http';
import { mixin } from 'throughline/pino';
import { LogCapture } from 'throughline/testing';

const capture = new LogCapture();
const log = pino({ mixin }, capture);

// Your application.
const listener = traced(async (request, response) => {
  await sleep(5);
  log.info('asked for %s', request.url);
  response.end('hello\n');
});

test('each line has the id of its own request', async () => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (id: string): Promise<Response> => fetch(`${origin}/${id}`, { headers: { 'x-request-id': id } });

  const [one, two] = await Promise.all([ask('one'), ask('two')]);
  server.close();
  server.closeAllConnections();

  assert.equal(one.headers.get('x-request-id'), 'one');
  assert.equal(two.headers.get('x-request-id'), 'two');
  assert.equal(capture.entries.length, 2);
  for (const { request_id: id, msg } of capture.entries) assert.equal(msg, `asked for /${String(id)}`);
});
