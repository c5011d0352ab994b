import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);

const waiting = [];
let isBusy = false;

/** Calls back one after the other. */
function inTurn(done) {
  if (isBusy) return void waiting.push(done);
  isBusy = true;
  setTimeout(() => {
    isBusy = false;
    const next = waiting.shift();
    if (next !== undefined) inTurn(next);
    done();
  }, 5);
}

function charge(path) {
  return new Promise((resolve) => {
    inTurn(() => {
      log(`${path} is charged`);
      resolve();
    });
  });
}

const listener = traced(async (request, response) => {
  await charge(request.url);
  response.end('done');
});

await sendAll(createServer(listener));
