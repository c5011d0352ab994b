import { expect, it } from 'vitest';

import type { LineList } from '../../../../../src/inspector/api.js';
import { type OutsideLines, withNewest, withOlder } from '../../../../../src/inspector/page/model/outside-lines.js';
import { sampleLine } from '../../../../support/inspector/sample-request.js';

/** An answer with the lines from `newest` down to `oldest`. */
function answer(newest: number, oldest: number, next?: number): LineList {
  const lines = Array.from({ length: newest - oldest + 1 }, (_, index) => sampleLine(newest - index));
  return { lines, next, dropped: 0 };
}

const sequences = ({ lines, hasOlder }: OutsideLines): unknown => [lines.map(({ sequence }) => sequence), hasOlder];

it('puts newer lines before those that are known, and older ones behind', () => {
  const first = withNewest(undefined, answer(6, 5, 5));
  expect(sequences(first)).toEqual([[6, 5], true]);
  const longer = withOlder(first, answer(4, 3, 3));
  expect(sequences(withNewest(longer, answer(8, 7, 7)))).toEqual([[8, 7, 6, 5, 4, 3], true]);
  expect(sequences(withNewest(longer, answer(7, 6, 6)))).toEqual([[7, 6, 5, 4, 3], true]);
  expect(sequences(withOlder(longer, answer(2, 1)))).toEqual([[6, 5, 4, 3, 2, 1], false]);
});

it('leaves no gap: it starts anew where lines between are left out, or all are forgotten', () => {
  const known = withNewest(undefined, answer(2, 1));
  expect(sequences(withNewest(known, answer(9, 5, 5)))).toEqual([[9, 8, 7, 6, 5], true]);
  expect(sequences(withNewest(known, answer(0, 1)))).toEqual([[], false]);
});

it('keeps 4,000 of them', () => {
  const known = withNewest(undefined, answer(3999, 1));
  const { lines, hasOlder } = withNewest(known, answer(4100, 4000, 4000));
  expect([lines.length, lines[0]?.sequence, hasOlder]).toEqual([4000, 4100, true]);
});
