import { createServer } from 'node:http';
import { EventEmitter } from 'node:events';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const tasks = new EventEmitter();
const open = new Map();
tasks.on('done', (path) => {
  log(`${path} is done`);
  open.get(path).end('done');
});

// Somebody else's loop, which began with the process.
const pending = [];
setInterval(() => pending.length > 0 && tasks.emit('done', pending.shift()), 1).unref();

const listener = traced((request, response) => {
  open.set(request.url, response);
  pending.push(request.url);
});

await sendAll(createServer(listener));
