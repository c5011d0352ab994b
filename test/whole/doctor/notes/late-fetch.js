import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const asked = [];
const webhook = createServer((request, response) => response.end(String(asked.push(request.url)))).listen(
  0,
  '127.0.0.1',
);
await once(webhook, 'listening');
const { port } = webhook.address();

async function notify() {
  await sleep(50);
  await fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close' } });
}

const listener = traced((request, response) => {
  void notify();
  response.end('done');
});

await sendAll(createServer(listener));
while (asked.length < 20) await sleep(5);
webhook.close();
