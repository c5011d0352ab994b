import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const clock = new EventTarget();

// Somebody else's loop, which began with the process.
setInterval(() => clock.dispatchEvent(new Event('tick')), 5).unref();

const listener = traced((request, response) => {
  clock.addEventListener('tick', () => log(`${request.url} saw a tick`), { once: true });
  setTimeout(() => response.end('done'), 30);
});

await sendAll(createServer(listener));
