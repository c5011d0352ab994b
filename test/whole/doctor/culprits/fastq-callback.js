import { createServer } from 'node:http';
import fastq from 'fastq';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const queue = fastq((path, done) => setTimeout(done, 10, null, path), 2);

const listener = traced((request, response) => {
  queue.push(request.url, (error, path) => {
    log(`${path} is worked off`);
    response.end('done');
  });
});

await sendAll(createServer(listener));
