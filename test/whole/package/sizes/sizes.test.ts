import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { ENTRIES } from '../../../support/entries.js';
import { PAGE, readRows } from './entries-page.js';
import { sizeOf } from './size-of.js';

const rows = readRows();
/** The versions of the changelog, "Unreleased" with the one that it is to become. */
const versions = readFileSync('CHANGELOG.md', 'utf8').match(/(?<=^## \[)[^\]]+/gm);

describe(PAGE, () => {
  it('has a row for each entry', () => {
    expect(rows.map(({ entry }) => entry)).toEqual(ENTRIES);
  });

  it.each(rows)('$entry is there since a version of the changelog', ({ since }) => {
    expect(versions).toContain(since);
  });

  it.each(rows)(
    '$entry has the size that the page says, within 5 %: npm run sizes writes it',
    async ({ entry, size }) => {
      const measured = await sizeOf(entry);
      expect(measured / size).toBeGreaterThan(0.95);
      expect(measured / size).toBeLessThan(1.05);
    },
  );
});
