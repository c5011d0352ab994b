import { expect, it } from 'vitest';

import { runExample } from './run-example.js';

it('spans: a block and a function are spans of the one around them', async () => {
  expect((await runExample('spans')).join('\n')).toBe(`place order
  reserve item
    look up shelf
  reserve item
    look up shelf
  charge card`);
});
