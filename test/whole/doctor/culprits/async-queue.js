import { createServer } from 'node:http';
import async from 'async';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const queue = async.queue((path, done) => {
  log(`${path} is being worked off`);
  setTimeout(done, 10);
}, 1);

const listener = traced(async (request, response) => {
  await queue.pushAsync(request.url);
  response.end('done');
});

await sendAll(createServer(listener));
