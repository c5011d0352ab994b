import { createServer } from 'node:http';
import fastq from 'fastq';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);

const queue = fastq.promise(async (path) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  log(`${path} is worked off`);
}, 2);

const listener = traced(async (request, response) => {
  await queue.push(request.url);
  response.end('done');
});

await sendAll(createServer(listener));
