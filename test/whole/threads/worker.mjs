import { parentPort, workerData } from 'node:worker_threads';
import work from './task.mjs';

if (workerData) parentPort.postMessage(await work(workerData));

parentPort.on('message', async ({ task, reply, key }) => {
  const answer = await work(task);
  if (reply === undefined) return parentPort.postMessage({ key, answer });
  reply.postMessage(answer);
  reply.close();
});
