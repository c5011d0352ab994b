import { access } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { EventEmitter, once } from 'node:events';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const HERE = import.meta.filename;

/**
 * Ways for a task to wait, none of which binds anything. `check` is called in whatever callbacks there are on the
 * way: each of them belongs to the task.
 */
export const HOPS = {
  promise: () => Promise.resolve(),
  thenable: (check) => Promise.resolve({ then: (resolve: (value: unknown) => void) => resolve(check()) }),
  rejection: (check) => Promise.reject(new Error('expected')).catch(check).finally(check),
  microtask: (check) => called(check, queueMicrotask),
  nextTick: (check) => called(check, (done) => process.nextTick(done)),
  immediate: (check) => called(check, setImmediate),
  timeout: (check) => called(check, (done) => setTimeout(done, 1)),
  interval: (check) =>
    called(check, (done) => {
      const timer = setInterval(() => {
        clearInterval(timer);
        done();
      }, 1);
    }),
  sleep: () => sleep(1),
  race: () => Promise.race([sleep(2), Promise.resolve(), sleep(1)]),
  fileCallback: (check) => called(check, (done) => access(HERE, done)),
  filePromise: () => readFile(HERE),
  emitter: (check) =>
    called(check, (done) => {
      const emitter = new EventEmitter().once('event', done);
      setImmediate(() => emitter.emit('event'));
    }),
  onceEvent: async () => {
    const emitter = new EventEmitter();
    queueMicrotask(() => emitter.emit('event'));
    await once(emitter, 'event');
  },
  readable: async (check) => {
    for await (const _ of Readable.from(['a', 'b'])) check();
  },
  pipeline: (check) => pipeline(Readable.from(['a', 'b']), checking(check), new PassThrough().resume()),
} as const satisfies Record<string, (check: () => void) => Promise<unknown>>;

export type HopName = keyof typeof HOPS;

/** Waits for a callback, and checks in it. */
function called(check: () => void, start: (callback: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    start(() => {
      check();
      resolve();
    });
  });
}

function checking(check: () => void): Transform {
  return new Transform({
    transform(chunk, _encoding, done) {
      check();
      setImmediate(() => {
        check();
        done(null, chunk);
      });
    },
    flush(done) {
      check();
      done();
    },
  });
}
