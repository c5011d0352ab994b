import { expect, it } from 'vitest';

import { runExample } from './run-example.js';

it('the original program runs: three requests at once, each with its id, restored after the block', async () => {
  const lines = await runExample('span');
  for (const [path, id] of [
    ['/a', 'aaa'],
    ['/b', 'bbb'],
    ['/c', 'ccc'],
  ] as const) {
    expect(lines.filter((line) => line.startsWith(`[${id}] `))).toEqual([
      `[${id}] ${path} got 5 bytes`,
      `[${id}] three awaits deep`,
      `[${id}] answered with ${id}`,
    ]);
    expect(lines).toContain(`[no request] after ${path}`);
  }
  expect(lines.at(-1)).toBe('[no request] outside');
  expect(lines).toHaveLength(13);
});
