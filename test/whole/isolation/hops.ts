import { EventEmitter, once } from 'node:events';

import { pause, sleep } from '../conformance/pause.js';
import { called } from './called.js';
import { NODE_HOPS } from './node-hops.js';

/**
 * Ways for a task to wait, none of which binds anything. `check` is called in whatever callbacks there are on the
 * way: each of them belongs to the task.
 */
export type Hop = (check: () => void) => Promise<unknown>;

/** Those that every runtime has, and those of Node where it has them. */
export const HOPS = {
  promise: () => Promise.resolve(),
  thenable: (check) => Promise.resolve({ then: (resolve: (value: unknown) => void) => resolve(check()) }),
  rejection: (check) => Promise.reject(new Error('expected')).catch(check).finally(check),
  microtask: (check) => called(check, queueMicrotask),
  timeout: (check) => called(check, (done) => setTimeout(done, 1)),
  interval: (check) =>
    called(check, (done) => {
      const timer = setInterval(() => {
        clearInterval(timer);
        done();
      }, 1);
    }),
  sleep: () => sleep(1),
  pause,
  race: () => Promise.race([sleep(2), Promise.resolve(), sleep(1)]),
  emitter: (check) =>
    called(check, (done) => {
      const emitter = new EventEmitter().once('event', done);
      setTimeout(() => emitter.emit('event'), 0);
    }),
  onceEvent: async () => {
    const emitter = new EventEmitter();
    queueMicrotask(() => emitter.emit('event'));
    await once(emitter, 'event');
  },
  digest: () => crypto.subtle.digest('SHA-256', new Uint8Array(8)),
  webStream: async (check) => {
    const through = new TransformStream<string, string>({
      transform(chunk, controller) {
        check();
        controller.enqueue(chunk);
      },
    });
    const writer = through.writable.getWriter();
    void writer.write('a').then(check);
    await through.readable.getReader().read();
  },
  ...NODE_HOPS,
} as const satisfies Record<string, Hop>;

export type HopName = keyof typeof HOPS;
