import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const audit = new EventTarget();
audit.addEventListener('charged', ({ path }) => {
  log(`${path} is charged`);
});

// A loop of your own, which began with the process.
const orders = [];
function work() {
  const order = orders.shift();
  if (order === undefined) return;
  audit.dispatchEvent(Object.assign(new Event('charged'), { path: order.path }));
  order.resolve();
}
setInterval(work, 1).unref();

const listener = traced(async (request, response) => {
  await new Promise((resolve) => orders.push({ path: request.url, resolve }));
  response.end('done');
});

await sendAll(createServer(listener));
