import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const bus = new EventEmitter();

async function untilClosed() {
  await once(bus, 'closed');
}

// For the whole process, by whoever comes first.
let closed;
const listener = traced((request, response) => {
  closed ??= untilClosed();
  response.end('done');
});

await sendAll(createServer(listener));
await sleep(1200);
