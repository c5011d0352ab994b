import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const ready = new Set();

const listener = traced((request, response) => {
  const beat = setInterval(() => ready.add(request.url), 100).unref();
  const cleared = setInterval(() => {}, 100);
  response.once('close', () => clearInterval(cleared));
  if (request.url === '/0') clearInterval(beat);
  response.end('done');
});

await sendAll(createServer(listener));
await sleep(1200);
