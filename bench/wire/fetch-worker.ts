// A client in a process of its own. Answers with the processor time, in nanoseconds, that as many calls of fetch took.
import { createTask, TraceCtx } from 'throughline';
import { propagate } from 'throughline/propagation';

import { answer } from '../measure/answer.js';

/** Calls under way at once. */
const AT_ONCE = 20;

const [port = '', listed = ''] = process.argv.slice(2);
const url = `http://127.0.0.1:${port}/`;
if (listed !== '') propagate({ to: [listed === 'itself' ? `http://127.0.0.1:${port}` : 'https://api.example.com'] });

answer(async (calls: number): Promise<number> => {
  const before = process.cpuUsage();
  let left = calls;
  await Promise.all(
    Array.from({ length: AT_ONCE }, () =>
      createTask(async () => {
        TraceCtx.setId();
        while (left-- > 0) await (await fetch(url)).arrayBuffer();
      }),
    ),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
});
