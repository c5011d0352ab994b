import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { inContext } from 'throughline/worker-threads';
import { hop } from './hop.mjs';

parentPort.on(
  'message',
  inContext(async (reply) => {
    const start = hop('thread, start');
    await sleep(Math.random() * 20);
    reply.postMessage([start, hop('thread, end')]);
    reply.close();
  }),
);
