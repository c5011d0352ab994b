import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);

const tasks = new EventEmitter();
const open = new Map();
tasks.on('done', (path) => open.get(path)());

// Somebody else's loop, which began with the process.
const pending = [];
setInterval(() => pending.length > 0 && tasks.emit('done', pending.shift()), 1).unref();

const listener = traced((request, response) => {
  const finish = () => {
    log(`${request.url} is done`);
    response.end('done');
  };
  open.set(request.url, bind(finish));
  pending.push(request.url);
});

await sendAll(createServer(listener));
