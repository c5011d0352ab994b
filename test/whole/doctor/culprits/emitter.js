import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const orders = new EventEmitter();
orders.setMaxListeners(0);
orders.on('placed', (path) => log(`${path} was placed`));

const listener = traced((request, response) => {
  orders.once('placed', (path) => {
    log(`${request.url} saw ${path}`);
  });
  setTimeout(() => {
    orders.emit('placed', request.url);
    response.end('done');
  }, 5);
});

await sendAll(createServer(listener));
