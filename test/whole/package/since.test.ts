import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import pkg from '../../../package.json' with { type: 'json' };
import { readRows } from './sizes/entries-page.js';

const since = new Map(readRows().map((row) => [row.entry, row.since]));

describe('the comment of an entry says since when it is there, as docs/reference/entries.md does', () => {
  const entries = Object.entries(pkg.exports).flatMap(([name, entry]) =>
    typeof entry === 'string' ? [] : [[name.replace('.', 'throughline'), entry.import.default] as const],
  );

  it.each(entries)('%s', (name, file) => {
    const source = readFileSync(file.replace('./dist/esm/', 'src/').replace(/\.js$/, '.ts'), 'utf8');
    const [comment] = /^\/\*\*.*?\*\//s.exec(source) ?? [''];
    expect(/@since (\S+)/.exec(comment)?.[1]).toBe(since.get(name) ?? 'the version of its row');
  });
});
