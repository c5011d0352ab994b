// Two hundred thousand requests under the doctor, with ten promises each and more, without a network; prints the memory after each tenth
// of them, in MB.
import { EventEmitter } from 'node:events';
import { setImmediate as soon } from 'node:timers/promises';
import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/fetch';

const CTX_USER = new ContextVar('user');
const bus = new EventEmitter();
const queue = [];

const handler = traced(async (request) => {
  CTX_USER.set(request.url);
  bus.once('tick', () => {});
  queue.push(() => CTX_REQUEST_ID.get());
  await soon();
  if (queue.length > 20) for (const job of queue.splice(0)) job();
  await Promise.all([soon(), new Promise((resolve) => void setTimeout(resolve, 0))]);
  bus.emit('tick');
  return new Response(CTX_USER.get());
});

bus.setMaxListeners(0);
const used = [];
for (let tenth = 0; tenth < 10; tenth++) {
  for (let i = 0; i < 200; i++) {
    await Promise.all(Array.from({ length: 100 }, () => handler(new Request('http://localhost/'))));
  }
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await soon();
  }
  used.push(Math.round(process.memoryUsage().heapUsed / 1e5) / 10);
}
console.log(JSON.stringify(used));
