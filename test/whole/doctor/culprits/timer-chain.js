import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const jobs = [];

/** A worker that began with the process: each round starts the next one. */
function workOff() {
  const job = jobs.shift();
  if (job !== undefined) {
    log(`${job.path} is worked off`);
    job.resolve();
  }
  setTimeout(workOff, 1).unref();
}
workOff();

const listener = traced(async (request, response) => {
  await new Promise((resolve) => jobs.push({ path: request.url, resolve }));
  response.end('done');
});

await sendAll(createServer(listener));
