import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { runExample } from './run-example.js';

it('prints what the README says', async () => {
  const lines = await runExample('variables');
  expect(readFileSync('README.md', 'utf8')).toContain(lines.map((line) => `    ${line}\n`).join(''));
  expect(lines).toHaveLength(3);
});
