import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const bus = new EventTarget();
const open = new Map();
bus.addEventListener('done', ({ path }) => {
  log(`${path} is done`);
  open.get(path).end('done');
});

// Somebody else's loop, which began with the process.
const pending = [];
const tell = (path) => bus.dispatchEvent(Object.assign(new Event('done'), { path }));
setInterval(() => pending.length > 0 && tell(pending.shift()), 1).unref();

const listener = traced((request, response) => {
  open.set(request.url, response);
  pending.push(request.url);
});

await sendAll(createServer(listener));
