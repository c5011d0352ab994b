import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { runExample } from './run-example.js';

it.each([
  ['variables', 'README.md', 3],
  ['tasks', 'docs/reference/contextvars.md', 5],
  ['spans', 'docs/reference/spans.md', 6],
] as const)('%s prints what %s says', async (example, page, count) => {
  const lines = await runExample(example);
  expect(readFileSync(page, 'utf8')).toContain(lines.map((line) => `    ${line}\n`).join(''));
  expect(lines).toHaveLength(count);
});
