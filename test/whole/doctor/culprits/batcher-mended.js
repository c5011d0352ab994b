import { createServer } from 'node:http';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);

let entries = [];
let timer;

/** Writes an entry, together with those of other requests. */
function write(entry) {
  return new Promise((resolve) => {
    const done = () => {
      log(`${entry} is written`);
      resolve();
    };
    entries.push(bind(done));
    timer ??= setTimeout(flush, 10);
  });
}

function flush() {
  timer = undefined;
  const batch = entries;
  entries = [];
  for (const done of batch) done();
}

const listener = traced(async (request, response) => {
  await write(request.url);
  log(`${request.url} is ready`);
  response.end('done');
});

await sendAll(createServer(listener));
