import { createServer } from 'node:http';
import { CTX_REQUEST_ID, ContextVar } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const CTX_ORDER = new ContextVar('order');
const soon = () => new Promise((resolve) => setTimeout(resolve, 1));

const listener = traced(async (request, response) => {
  await Promise.all(
    ['one', 'two', 'three'].map(async (order) => {
      await soon();
      CTX_ORDER.set(order);
      await soon();
      log(`${CTX_ORDER.get()} is charged`);
    }),
  );
  response.end('done');
});

await sendAll(createServer(listener));
