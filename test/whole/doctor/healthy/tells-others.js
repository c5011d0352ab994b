// What tells others of its own work: they wait for a promise, and its lines are its own.
import { createServer } from 'node:http';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { runJob } from 'throughline/jobs';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const soon = () => new Promise((resolve) => setTimeout(resolve, 1));
const waiting = [];

/** The handler of a message. */
async function handle(message) {
  await soon();
  log(`${message} is handled`);
  waiting.shift()?.();
  log(`${message} is acknowledged`);
}

// Each request sends a message, and waits until it is handled; every other one in a context that it bound.
const orders = traced(async (request, response) => {
  const isHandled = new Promise((resolve) => {
    waiting.push(request.url.length === 2 ? resolve : bind(resolve));
  });
  setImmediate(runJob, { name: 'orders', from: {} }, () => handle(request.url));
  await isHandled;
  log(`${request.url} is ready`);
  response.end('done');
});
await sendAll(createServer(orders));

// Half of the requests ask for news, and the other half bring it: a long poll.
const polls = [];
const news = traced(async (request, response) => {
  if (Number(request.url.slice(1)) % 2 === 0) {
    response.end(await new Promise((resolve) => polls.push(resolve)));
    return;
  }
  while (polls.length === 0) await soon();
  log(`${request.url} brings news`);
  polls.shift()('news');
  response.end('done');
});
await sendAll(createServer(news));
