import { createServer } from 'node:http';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const queue = [];
let isBusy = false;

async function work() {
  isBusy = true;
  while (queue.length > 0) {
    const { args, resolve } = queue.shift();
    await new Promise((done) => void setTimeout(done, 1));
    log(`${args} is worked off`);
    resolve();
  }
  isBusy = false;
}

const run = (args) =>
  new Promise((resolve) => {
    queue.push({ args, resolve: bind(resolve) });
    if (!isBusy) void work();
  });

const listener = traced(async (request, response) => {
  await run(request.url);
  response.end('done');
});

await sendAll(createServer(listener));
