import { createServer } from 'node:http';
import PQueue from 'p-queue';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const queue = new PQueue({ concurrency: 1 });

const listener = traced(async (request, response) => {
  await queue.add(async () => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    log(`${request.url} is worked off`);
  });
  log(`${request.url} is done`);
  response.end('done');
});

await sendAll(createServer(listener));
