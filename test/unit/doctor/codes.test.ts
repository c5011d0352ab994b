import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { CODES, explain } from '../../../src/doctor/codes.js';

it('has every code in the docs, and no other', () => {
  const page = readFileSync('docs/reference/doctor.md', 'utf8');
  const documented = [...page.matchAll(/^\| `(TL_\w+)` *\|/gm)].map(([, code]) => code);
  expect(documented.toSorted()).toEqual(Object.keys(CODES).toSorted());
});

it.each(Object.keys(CODES))('explains %s', (code) => {
  expect(explain(code)).toMatch(new RegExp(`^${code}: [A-Z].*[^.]\n\n[^]*\\.\n$`));
});

it('explains no code that there is not', () => {
  expect(explain('TL_DOC_NONE')).toBeUndefined();
  expect(explain('toString')).toBeUndefined();
});
