import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const SOURCE = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', (path) => parentPort.postMessage(path));`;
const worker = new Worker(SOURCE, { eval: true, execArgv: [] });
worker.setMaxListeners(0);

const listener = traced((request, response) => {
  worker.on('message', function answer(path) {
    if (path !== request.url) return;
    worker.off('message', answer);
    log(`${path} is computed`);
    response.end('done');
  });
  worker.postMessage(request.url);
});

await sendAll(createServer(listener));
await worker.terminate();
