import { createServer } from 'node:http';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const jobs = [];

/** A worker that began with the process: each round starts the next one. */
function workOff() {
  jobs.shift()?.();
  setTimeout(workOff, 1).unref();
}
workOff();

const listener = traced(async (request, response) => {
  await new Promise((resolve) => {
    const done = () => {
      log(`${request.url} is worked off`);
      resolve();
    };
    jobs.push(bind(done));
  });
  response.end('done');
});

await sendAll(createServer(listener));
