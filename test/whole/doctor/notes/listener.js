import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const orders = new EventEmitter().setMaxListeners(0);

const listener = traced((request, response) => {
  new EventEmitter().on('change', () => request.url);
  const onPlaced = () => request.url;
  orders.on('placed', onPlaced);
  response.once('close', () => orders.off('placed', onPlaced));
  orders.on('cancelled', () => request.url);
  response.end('done');
});

await sendAll(createServer(listener));
await sleep(1200);
