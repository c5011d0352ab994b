import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const CTX_STATE = new ContextVar('state');

const listener = traced((request, response) => {
  CTX_STATE.set('open');
  setTimeout(() => {
    CTX_STATE.set('closed');
  }, 50);
  response.end('done');
});

await sendAll(createServer(listener));
await sleep(100);
