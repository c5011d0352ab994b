// A client in a process of its own.
import { createTask, TraceCtx } from 'throughline';
import { propagate } from 'throughline/propagation';

import { measureSlices } from '../measure/measure-slices.js';

/** Calls under way at once. */
const AT_ONCE = 20;

const [port = '', listed = ''] = process.argv.slice(2);
const url = `http://127.0.0.1:${port}/`;
if (listed !== '') propagate({ to: [listed === 'itself' ? `http://127.0.0.1:${port}` : 'https://api.example.com'] });

await measureSlices({ fetch: call }, { operations: 200, warmUp: 10 });

async function call(calls: number): Promise<void> {
  let left = calls;
  const some = async (): Promise<void> => {
    TraceCtx.setId();
    while (left-- > 0) await (await fetch(url)).arrayBuffer();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, () => createTask(some)));
}
