// Posts 200 tasks at once in each way, each from a request of its own, and prints for each way what its requests and their tasks saw.
import { fork } from 'node:child_process';
import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { ContextVar, CTX_REQUEST_ID, CTX_SPAN_ID, CTX_TRACE_ID, bind } from 'throughline';
import { asBaggage, extract } from 'throughline/propagation';
import { withContext } from 'throughline/worker-threads';

const [piscinaFile, tinypoolFile] = process.argv.slice(2);
const { default: Piscina } = await import(pathToFileURL(piscinaFile).href);
const { Tinypool } = await import(pathToFileURL(tinypoolFile).href);
const TENANT = asBaggage(new ContextVar('tenant'));
const CART = asBaggage(new ContextVar('cart'));

const workerFile = new URL('worker.mjs', import.meta.url);
const filename = new URL('task.mjs', import.meta.url).href;
const worker = new Worker(workerFile);
const threads = { minThreads: 2, maxThreads: 2 };
const piscina = new Piscina({ filename, ...threads });
const tinypool = new Tinypool({ filename, ...threads });
const json = new Tinypool({ filename, ...threads, runtime: 'child_process' });
const child = fork(new URL('child.mjs', import.meta.url), { serialization: 'advanced' });

const pending = new Map();
for (const other of [worker, child])
  other.on('message', ({ key, answer }) => {
    pending.get(key)(answer);
    pending.delete(key);
  });

/** Each calls back with the answer, once; what it sees as it is called back must be the request that asked. */
const WAYS = {
  'a channel for each question': (task, done) => {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ task: withContext(task), reply: port2 }, [port2]);
    return new Promise((resolve) => port1.once('message', resolve)).then(done);
  },
  'callbacks by a key, bound': (task, done) => {
    pending.set(task.n, bind(done));
    worker.postMessage({ task: withContext(task), key: task.n });
  },
  'callbacks by a key, not bound': (task, done) => {
    pending.set(task.n, done);
    worker.postMessage({ task: withContext(task), key: task.n });
  },
  'promises by a key': (task, done) => {
    const answer = new Promise((resolve) => pending.set(task.n, resolve));
    worker.postMessage({ task: withContext(task), key: task.n });
    return answer.then(done);
  },
  piscina: (task, done) => piscina.run(withContext(task)).then(done),
  tinypool: (task, done) => tinypool.run(withContext(task)).then(done),
  'tinypool with processes, by JSON': (task, done) => json.run(withContext(task)).then(done),
  'a process that was forked': (task, done) => {
    const answer = new Promise((resolve) => pending.set(task.n, resolve));
    child.send({ task: withContext(task), key: task.n });
    return answer.then(done);
  },
};

function ask(way, n) {
  return extract({ 'x-request-id': `request-${n}` }).run(() => {
    TENANT.set(`tenant-${n}`);
    CART.set({ items: [n] });
    const [traceId, spanId] = [CTX_TRACE_ID.get(), CTX_SPAN_ID.get()];
    return new Promise((resolve) => {
      void WAYS[way]({ n }, (answer) => {
        resolve({
          isRight:
            [answer.start, answer.end].every((id) => id === `request-${n}`) &&
            answer.n === n &&
            answer.traceId === traceId &&
            answer.spanId !== spanId &&
            answer.tenant === `tenant-${n}` &&
            answer.cart.items[0] === n,
          isAsker: CTX_REQUEST_ID.get() === `request-${n}`,
        });
      });
    });
  });
}

const counts = {};
for (const way of Object.keys(WAYS)) {
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => ask(way, n)));
  counts[way] = {
    right: answers.filter(({ isRight }) => isRight).length,
    ofAsker: answers.filter(({ isAsker }) => isAsker).length,
  };
}
counts['the data of a thread'] = await extract({ 'x-request-id': 'request-7' }).run(async () => {
  const started = new Worker(workerFile, { workerData: withContext({ n: 7 }) });
  const answer = await new Promise((resolve) => started.once('message', resolve));
  await started.terminate();
  return { start: answer.start, end: answer.end };
});
writeSync(1, JSON.stringify(counts));
process.exit();
