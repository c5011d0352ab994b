import { describe, expect, it } from 'vitest';

import {
  formatDuration,
  formatOffset,
  formatPlace,
  onOneLine,
  shorten,
} from '../../../../../src/inspector/page/model/format.js';
import { visibleText } from '../../../../../src/inspector/page/model/visible-text.js';

describe('texts for people', () => {
  it.each([
    [0, '0 ms'],
    [0.04, '< 0.1 ms'],
    [-0.04, '< 0.1 ms'],
    [0.05, '0.1 ms'],
    [9.94, '9.9 ms'],
    [12.3, '12 ms'],
    [999.6, '1.00 s'],
    [61_000, '1 min 1 s'],
    [-12, '-12 ms'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('an offset that is too small to write has no plus', () => {
    expect([0.04, 0.4, -0.4].map(formatOffset)).toEqual(['< 0.1 ms', '+0.4 ms', '-0.4 ms']);
  });

  it('a place is the last part of its path', () => {
    for (const file of ['/app/src/a.js', String.raw`C:\app\a.js`, 'a.js'])
      expect(formatPlace({ file, line: 3, column: 1 })).toBe('a.js:3');
  });

  it('what cannot be seen is written, but not tabs and ends of lines', () => {
    expect(visibleText('a\u202Eb\u0000c\td\ne\u200F')).toBe(
      String.raw`a\u202eb\u0000c` + '\td\ne' + String.raw`\u200f`,
    );
  });

  it('a long text is cut, to its first line', () => {
    expect([shorten('abcdef', 4), shorten('ab\ncd', 4)]).toEqual(['abc…', 'ab']);
    expect([onOneLine('\n{\n  a: 1\n}', 9), onOneLine('a\nbcdef', 4)]).toEqual(['{ a: 1 }', 'a b…']);
  });
});
