import { createServer } from 'node:http';
import Bottleneck from 'bottleneck';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const limiter = new Bottleneck({ maxConcurrent: 2 });

const charge = (path) => async () => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  log(`${path} is charged`);
};

const listener = traced(async (request, response) => {
  await limiter.schedule(charge(request.url));
  response.end('done');
});

await sendAll(createServer(listener));
