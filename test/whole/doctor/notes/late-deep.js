import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);

async function audit(path) {
  await sleep(50);
  log(`${path} is audited`);
}

async function follow(path) {
  await audit(path);
}

const listener = traced((request, response) => {
  void follow(request.url);
  response.end('done');
});

await sendAll(createServer(listener));
await sleep(100);
