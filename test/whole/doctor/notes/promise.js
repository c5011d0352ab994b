import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const waiting = new Map();

/** Resolves when a message for this request comes. None ever does. */
function nextMessage() {
  return new Promise((resolve) => {
    waiting.set(CTX_REQUEST_ID.get(), resolve);
  });
}

async function follow() {
  await nextMessage();
}

const listener = traced((request, response) => {
  void follow();
  void new Promise(() => {}); // held by nobody
  response.end('done');
});

await sendAll(createServer(listener));
await sleep(1200);
