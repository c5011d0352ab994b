import { createServer } from 'node:http';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const orders = new EventTarget();

const listener = traced((request, response) => {
  const watcher = { handleEvent: bind(() => log(`${request.url} saw it`)) };
  orders.addEventListener('placed', watcher, { once: true });
  if (request.url === '/19') orders.dispatchEvent(new Event('placed'));
  setTimeout(() => response.end('done'), 30);
});

await sendAll(createServer(listener));
