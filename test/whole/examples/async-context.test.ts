import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { runExample } from './run-example.js';

it('async-context prints what its page says', async () => {
  const lines = await runExample('async-context');
  expect(readFileSync('docs/reference/async-context.md', 'utf8')).toContain(
    lines.map((line) => `    ${line}\n`).join(''),
  );
  expect(lines).toHaveLength(4);
});
