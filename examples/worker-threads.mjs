// A thread works for requests. Its log lines, and the lines about its answers, have the id of their request.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, MessageChannel, parentPort, Worker } from 'node:worker_threads';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { inContext, withContext } from 'throughline/worker-threads';

const log = (line) => console.log(`${CTX_REQUEST_ID.get()} ${line}`);

function serve() {
  const worker = new Worker(new URL(import.meta.url)); // at the start: a thread that a request starts keeps the context of that request

  // Each question has its own channel, so the answer comes to the request that asked.
  function ask(task) {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage(withContext({ task, reply: port2 }), [port2]);
    return new Promise((resolve, reject) => {
      port1.once('message', resolve);
      port1.once('close', () => reject(new Error('The thread gave no answer.')));
    });
  }

  const listener = traced(async (request, response) => {
    const answer = await ask(request.url);
    log(`answered: ${answer}`);
    response.end(answer);
  });
  createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
}

const work = inContext(async ({ task, reply }) => {
  await sleep(Math.random() * 5);
  log(`in the thread: ${task}`);
  reply.postMessage(`${task} done`);
  reply.close();
});

if (isMainThread) serve();
else parentPort.on('message', work);
