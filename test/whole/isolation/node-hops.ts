import { access } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { called } from './called.js';
import type { Hop } from './hops.js';

/** Ways to wait that take Node's modules. */
export const NODE_HOPS = {
  nextTick: (check) => called(check, (done) => process.nextTick(done)),
  immediate: (check) => called(check, setImmediate),
  timersPromise: () => sleep(1),
  fileCallback: (check) => called(check, (done) => access('/', done)),
  filePromise: () => readdir('/'),
  readable: async (check) => {
    for await (const _ of Readable.from(['a', 'b'])) check();
  },
  pipeline: (check) => pipeline(Readable.from(['a', 'b']), checking(check), new PassThrough().resume()),
} as const satisfies Record<string, Hop>;

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
