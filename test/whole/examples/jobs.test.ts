import { expect, it } from 'vitest';

import { runExample } from './run-example.js';

it('gives each line of a job its id, and what a message brings goes on with that', async () => {
  const lines = await runExample('jobs');
  const id = lines[0]?.split(' ')[0];
  expect(id).toMatch(/^[\da-f]{32}$/);
  expect(lines).toEqual([
    `${id} nightly-report report begun`,
    `${id} nightly-report report done`,
    `${id} orders order-1 handled`,
  ]);
});
