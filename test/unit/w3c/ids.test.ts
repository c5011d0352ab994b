import { describe, expect, it } from 'vitest';

import { generateSpanId, generateTraceId, isTraceId } from '../../../src/w3c/ids.js';

describe('ids', () => {
  it.each([
    ['trace', generateTraceId, 32],
    ['span', generateSpanId, 16],
  ])('a %s id is lowercase hex of its length and never comes twice', (_, generate, length) => {
    const ids = Array.from({ length: 20_000 }, generate);
    expect(ids.every((id) => new RegExp(`^[0-9a-f]{${length}}$`).test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('every digit of an id takes every value', () => {
    const seen = Array.from({ length: 32 }, () => new Set<string>());
    for (let i = 0; i < 2000; i++) for (const [at, digit] of [...generateTraceId()].entries()) seen[at]?.add(digit);
    expect(seen.map((digits) => digits.size)).toEqual(Array.from({ length: 32 }, () => 16));
  });

  it('a trace id is 32 lowercase hex digits that are not all zero', () => {
    expect(isTraceId(generateTraceId())).toBe(true);
    expect(isTraceId(`${'0'.repeat(31)}1`)).toBe(true);
    for (const id of ['', '0'.repeat(32), 'A'.repeat(32), 'a'.repeat(31), 'a'.repeat(33), `${'a'.repeat(32)}\n`]) {
      expect(isTraceId(id)).toBe(false);
    }
  });
});
