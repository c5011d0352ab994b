// Prints what each hot path allocates per operation beyond what it is measured against, as JSON: bytes, and promises.
// Without a compiler, which removes some allocations and not others, and with so much room for young objects that none is
// collected meanwhile: the bytes are exact then.
import { createHook } from 'node:async_hooks';
import { getHeapSpaceStatistics } from 'node:v8';

import { inRequest, OPERATIONS } from './operations.js';

const TIMES = 400;
const ROUNDS = 3;

let promises = 0;
const hook = createHook({ init: (_, type) => void (promises += type === 'PROMISE' ? 1 : 0) });

const counted = {};
await inRequest(async () => {
  for (const [name, [operation, against]] of Object.entries(OPERATIONS)) {
    for (let i = 0; i < 3; i++) {
      await repeat(operation);
      await repeat(against);
    }
    counted[name] = {
      bytes: Math.round((await bytesOf(operation)) - (await bytesOf(against))),
      promises: (await promisesOf(operation)) - (await promisesOf(against)),
    };
  }
});
process.stdout.write(JSON.stringify(counted));
process.exit(0);

/** What takes time is waited for, so that all of it is counted. */
async function repeat(operation) {
  for (let i = 0; i < TIMES; i++) {
    const result = operation();
    if (result instanceof Promise) await result;
  }
}

/** The least of several rounds: what the runtime allocates for itself now and then is not of the operation. */
async function bytesOf(operation) {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    globalThis.gc();
    const before = youngBytes();
    await repeat(operation);
    least = Math.min(least, (youngBytes() - before) / TIMES);
  }
  return least;
}

/** All that is allocated is young; old space also tells how far it has been swept. */
function youngBytes() {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space').space_used_size;
}

async function promisesOf(operation) {
  hook.enable();
  promises = 0;
  await operation();
  hook.disable();
  return promises;
}
