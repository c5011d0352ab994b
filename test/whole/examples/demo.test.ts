import { expect, it } from 'vitest';

import { runExample } from './run-example.js';

it('the demo shows its requests, none of them mixed, and says so in its last line', async () => {
  const lines = await runExample('demo/main', '--once');
  expect(lines.at(-1)).toMatch(/^\d+ requests, \d+ in flight at once, 0 mixed$/);
  expect(lines.filter((line) => line.startsWith('ok '))).toHaveLength(6);
  expect(lines.some((line) => line.includes('\u001B'))).toBe(false);
});
