// Posts tasks from requests in each way, and prints how many contexts of them are still kept when all is over, here and in the thread.
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread, MessageChannel, parentPort, Worker } from 'node:worker_threads';
import { bind, ContextVar } from 'throughline';
import { extract } from 'throughline/propagation';
import { inContext, withContext } from 'throughline/worker-threads';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
const REQUEST = new ContextVar('request');
const references = [];

/** A value in the current context that nothing else keeps. */
function mark() {
  const request = {};
  REQUEST.set(request);
  references.push(new WeakRef(request));
}

async function countKept() {
  for (let i = 0; i < 5; i++) {
    await sleep(20);
    gc();
  }
  const kept = references.filter((reference) => reference.deref() !== undefined).length;
  references.length = 0;
  return kept;
}

/** In a thread: 'count' asks for what is kept there. */
const work = inContext(async (task) => {
  if (task === 'count') return undefined;
  mark();
  await sleep(1);
  return task;
});
export default async (task) => (await work(task)) ?? countKept();

async function main() {
  const [piscinaFile, tinypoolFile] = process.argv.slice(2);
  const { default: Piscina } = await import(pathToFileURL(piscinaFile).href);
  const { Tinypool } = await import(pathToFileURL(tinypoolFile).href);
  const threads = { minThreads: 1, maxThreads: 1 };
  const worker = new Worker(new URL(import.meta.url));
  const piscina = new Piscina({ filename: import.meta.url, ...threads });
  const tinypool = new Tinypool({ filename: import.meta.url, ...threads });
  const pending = new Map();
  worker.on('message', ({ key, answer }) => {
    pending.get(key)(answer);
    pending.delete(key);
  });
  const WAYS = {
    'a channel for each question': (task) => {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ task: withContext(task), reply: port2 }, [port2]);
      return new Promise((resolve) => port1.once('message', resolve));
    },
    'callbacks by a key, bound': (task) => {
      const key = Math.random();
      return new Promise((resolve) => {
        pending.set(key, bind(resolve));
        worker.postMessage({ task: withContext(task), key });
      });
    },
    piscina: (task) => piscina.run(withContext(task)),
    tinypool: (task) => tinypool.run(withContext(task)),
  };
  const kept = {};
  for (const [way, ask] of Object.entries(WAYS)) {
    await Promise.all(Array.from({ length: 20 }, (_, n) => extract({}).run(() => (mark(), ask(n)))));
    kept[way] = { main: await countKept(), thread: await ask('count') };
  }
  writeSync(1, JSON.stringify(kept));
  process.exit();
}

if (isMainThread) await main();
else
  parentPort.on('message', async (message) => {
    if (message.task === undefined) return; // of a pool
    const answer = (await work(message.task)) ?? (await countKept());
    if (message.reply === undefined) parentPort.postMessage({ key: message.key, answer });
    else {
      message.reply.postMessage(answer);
      message.reply.close();
    }
  });
