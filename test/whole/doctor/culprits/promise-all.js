import { createServer } from 'node:http';
import { CTX_REQUEST_ID, ContextVar } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const CTX_ORDER = new ContextVar('order');

const charge = async (order) => {
  CTX_ORDER.set(order);
  await new Promise((resolve) => setTimeout(resolve, 1));
  log(`${CTX_ORDER.get()} is charged`);
};

const listener = traced(async (request, response) => {
  await Promise.all([charge('one'), charge('two')]);
  response.end('done');
});

await sendAll(createServer(listener));
