import { createServer } from 'node:http';
import PQueue from 'p-queue';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const audit = new EventTarget();
audit.addEventListener('charged', ({ path }) => {
  log(`${path} is charged`);
});

const queue = new PQueue({ concurrency: 1 });
const listener = traced(async (request, response) => {
  await queue.add(async () => {
    audit.dispatchEvent(Object.assign(new Event('charged'), { path: request.url }));
    await new Promise((resolve) => setTimeout(resolve, 1));
  });
  response.end('done');
});

await sendAll(createServer(listener));
