import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const jobs = [];
setInterval(() => jobs.shift()?.(), 1).unref();

const listener = traced((request, response) => {
  jobs.push(() => {
    log(`${request.url} is worked off`);
    response.end('done');
  });
});

await sendAll(createServer(listener));
