import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const orders = new EventTarget();

const listener = traced(async (request, response) => {
  const placed = new Promise((resolve) => {
    orders.addEventListener(
      'placed',
      () => {
        log(`${request.url} saw it`);
        resolve();
      },
      { once: true },
    );
  });
  setTimeout(() => orders.dispatchEvent(new Event('placed')), 5);
  await placed;
  response.end('done');
});

await sendAll(createServer(listener));
