// If the doctor finds a line with a wrong id, the test fails. Run it with --import throughline/doctor, or as here.
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, test } from 'node:test';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { failOnFindings } from 'throughline/doctor';
import { traced } from 'throughline/node-http';

afterEach(failOnFindings);

const orders = new EventEmitter();

const listener = traced((request, response) => {
  // Another request emits. Without `bind`, the test fails with a report.
  const placed = bind(() => response.end(CTX_REQUEST_ID.get()));
  if (request.url === '/wait') orders.once('placed', placed);
  else response.end(String(orders.emit('placed')));
});

test('an order is told to those who wait', async () => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const waiting = fetch(`${origin}/wait`, { headers: { 'x-request-id': 'waiting' } });
  while (orders.listenerCount('placed') === 0) await new Promise((resolve) => void setTimeout(resolve, 1));
  await fetch(`${origin}/place`);
  console.log(`told to ${await (await waiting).text()}`);
  server.close();
  server.closeAllConnections();
});
