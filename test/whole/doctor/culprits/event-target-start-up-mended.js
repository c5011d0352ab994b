import { createServer } from 'node:http';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const audit = new EventTarget();
audit.addEventListener('charged', ({ path }) => {
  log(`${path} is charged`);
});

// A loop of your own, which began with the process.
const orders = [];
setInterval(() => orders.shift()?.(), 1).unref();

const charge = (path) => audit.dispatchEvent(Object.assign(new Event('charged'), { path }));

const listener = traced(async (request, response) => {
  await new Promise((resolve) => {
    const work = () => {
      charge(request.url);
      resolve();
    };
    orders.push(bind(work));
  });
  response.end('done');
});

await sendAll(createServer(listener));
