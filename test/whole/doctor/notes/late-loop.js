import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const orders = new EventEmitter();
const waiting = [];

/** Begun by whoever comes first, and works off what all of them leave. */
async function workOff() {
  for (;;) {
    while (waiting.length === 0) await new Promise((resolve) => void orders.once('placed', resolve));
    log(`${waiting.shift()} is worked off`);
    await new Promise((resolve) => void setTimeout(resolve, 1));
  }
}

let work;
const listener = traced((request, response) => {
  work ??= workOff();
  response.end('done');
  waiting.push(request.url);
  orders.emit('placed');
});

await sendAll(createServer(listener));
while (waiting.length > 0) await new Promise((resolve) => void setTimeout(resolve, 1));
