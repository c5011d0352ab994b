import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { generateSpanId, generateTraceId, isTraceId } from '../../../src/w3c/ids.js';
import {
  formatTraceparent,
  parseTraceparent,
  RANDOM,
  SAMPLED,
  type Traceparent,
} from '../../../src/w3c/traceparent.js';
import { countWork } from '../../support/count-work.js';
import { fuzz } from '../../support/fuzz.js';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT_ID = '00f067aa0ba902b7';
const IDS = `${TRACE_ID}-${PARENT_ID}`;
const VALID = `00-${IDS}-01`;

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const id = (length: number) => hex(length).filter((digits) => !/^0+$/.test(digits));
const traceparent = fc.record({ traceId: id(32), parentId: id(16), flags: fc.integer({ min: 0, max: 3 }) });

/** The grammar of the specification as one expression. */
const GRAMMAR = /^[ \t]*(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(-[^,]*)?[ \t]*$/;

function oracle(header: string): Traceparent | undefined {
  const [, version, traceId, parentId, flags, rest] = (header.length <= 8192 && GRAMMAR.exec(header)) || [];
  if (!traceId || !parentId || !flags || (version === '00' && rest !== undefined)) return undefined;
  return { traceId, parentId, flags: Number.parseInt(flags, 16) % 4 };
}

describe('parseTraceparent', () => {
  it.each([
    ["the specification's sampled example", `00-${IDS}-01`, SAMPLED],
    ["the specification's example that is not sampled", `00-${IDS}-00`, 0],
    ['the random flag', `00-${IDS}-02`, RANDOM],
    ['both flags', `00-${IDS}-03`, SAMPLED | RANDOM],
    ['flags that level 2 does not define', `00-${IDS}-ff`, SAMPLED | RANDOM],
    ['a flag that level 2 does not define alone', `00-${IDS}-04`, 0],
    ['flags of version 00 with a letter', `00-${IDS}-0d`, SAMPLED],
    ['flags of a later version', `cc-${IDS}-fe`, RANDOM],
    ['a later version', `cc-${IDS}-01`, SAMPLED],
    ['the last version', `fe-${IDS}-01`, SAMPLED],
    ['the next version', `01-${IDS}-01`, SAMPLED],
    ['a later version with more', `cc-${IDS}-01-what-the-future-will-be-like`, SAMPLED],
    ['a later version with a dash and nothing', `cc-${IDS}-01-`, SAMPLED],
    ['a later version with more after a space', `cc-${IDS}-01-a b.c`, SAMPLED],
    ['a space before', ` ${VALID}`, SAMPLED],
    ['a tab before', `\t${VALID}`, SAMPLED],
    ['a space after', `${VALID} `, SAMPLED],
    ['a tab after', `${VALID}\t`, SAMPLED],
    ['both on both sides', `\t ${VALID} \t`, SAMPLED],
    ['white space after a later version', `cc-${IDS}-01-more \t`, SAMPLED],
  ])('takes %s', (_, header, flags) => {
    expect(parseTraceparent(header)).toEqual({ traceId: TRACE_ID, parentId: PARENT_ID, flags });
  });

  it('takes ids with one digit that is not zero', () => {
    const last = { traceId: `${'0'.repeat(31)}1`, parentId: `${'0'.repeat(15)}1`, flags: 0 };
    const first = { traceId: `f${'0'.repeat(31)}`, parentId: `f${'0'.repeat(15)}`, flags: 0 };
    expect(parseTraceparent(`00-${last.traceId}-${last.parentId}-00`)).toEqual(last);
    expect(parseTraceparent(`00-${first.traceId}-${first.parentId}-00`)).toEqual(first);
  });

  it.each([
    ['nothing', null],
    ['undefined', undefined],
    ['the empty string', ''],
    ['white space', ' \t'],
    ['version ff', `ff-${IDS}-01`],
    ['version ff with more', `ff-${IDS}-01-x`],
    ['a version that is not hex', `.0-${IDS}-01`],
    ['a version that is not hex at its end', `0.-${IDS}-01`],
    ['an uppercase version', `CC-${IDS}-01`],
    ['a version of one digit', `0-${IDS}-01`],
    ['a version of three digits', `000-${IDS}-01`],
    ['a version of four digits', `0000-${IDS}-01`],
    ['version 00 with a character more', `${VALID}.`],
    ['version 00 with a dash more', `${VALID}-`],
    ['version 00 with more', `${VALID}-what-the-future-will-be-like`],
    ['a later version with more after a dot', `cc-${IDS}-01.what-the-future-will-be-like`],
    ['a later version with flags of three digits', `cc-${IDS}-011`],
    ['a later version with a space before the dash', `cc-${IDS}-01 -x`],
    ['an uppercase trace id', `00-${TRACE_ID.toUpperCase()}-${PARENT_ID}-01`],
    ['an uppercase parent id', `00-${TRACE_ID}-${PARENT_ID.toUpperCase()}-01`],
    ['uppercase flags', `00-${IDS}-0A`],
    ['uppercase flags of a later version', `cc-${IDS}-FF`],
    ['a trace id of zeros', `00-${'0'.repeat(32)}-${PARENT_ID}-01`],
    ['a trace id of zeros in a later version', `cc-${'0'.repeat(32)}-${PARENT_ID}-01`],
    ['a parent id of zeros', `00-${TRACE_ID}-${'0'.repeat(16)}-01`],
    ['a trace id that begins with a dot', `00-.${TRACE_ID.slice(1)}-${PARENT_ID}-01`],
    ['a trace id that ends with a dot', `00-${TRACE_ID.slice(1)}.-${PARENT_ID}-01`],
    ['a trace id that is too long', `00-0${IDS}-01`],
    ['a trace id that is too short', `00-${IDS.slice(1)}-01`],
    ['a parent id that begins with a dot', `00-${TRACE_ID}-.${PARENT_ID.slice(1)}-01`],
    ['a parent id that ends with a dot', `00-${TRACE_ID}-${PARENT_ID.slice(1)}.-01`],
    ['a parent id that is too long', `00-${IDS}0-01`],
    ['a parent id that is too short', `00-${IDS.slice(0, -1)}-01`],
    ['flags that begin with a dot', `00-${IDS}-.0`],
    ['flags that end with a dot', `00-${IDS}-0.`],
    ['flags of three digits', `00-${IDS}-001`],
    ['flags of one digit', `00-${IDS}-1`],
    ['no flags', `00-${IDS}`],
    ['no flags after a dash', `00-${IDS}-`],
    ['underscores for dashes', VALID.replaceAll('-', '_')],
    ['the header twice', `${VALID}, ${VALID}`],
    ['a later version twice', `cc-${IDS}-01, cc-${IDS}-01`],
    ['a later version with more, twice', `cc-${IDS}-01-x, cc-${IDS}-01-x`],
    ['a comma at the end of a later version', `cc-${IDS}-01-,`],
    ['a line break after', `${VALID}\n`],
    ['a carriage return after', `${VALID}\r`],
    ['a no-break space before', `\u00a0${VALID}`],
    ['a NUL after', `${VALID}\0`],
    ['fullwidth digits', `００-${IDS}-01`],
    ['letters whose low bits are those of digits', `00-${IDS}-\u0130\u0131`],
    ['more than 8192 characters', `cc-${IDS}-01-${'x'.repeat(8192)}`],
  ])('refuses %s', (_, header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });

  it('takes up to 8192 characters', () => {
    const rest = `-${'x'.repeat(8192 - VALID.length - 1)}`;
    expect(parseTraceparent(`01-${IDS}-01${rest}`)).toBeDefined();
    expect(parseTraceparent(`01-${IDS}-01${rest}x`)).toBeUndefined();
  });

  it('does for every character in every place what the grammar says', () => {
    for (const header of [VALID, `01-${IDS}-01-x`]) {
      for (let at = 0; at <= header.length; at++) {
        for (let code = 0; code < 300; code++) {
          const text = header.slice(0, at) + String.fromCharCode(code) + header.slice(at + 1);
          if (!isSame(parseTraceparent(text), oracle(text))) expect(parseTraceparent(text), text).toEqual(oracle(text));
        }
      }
    }
  });

  it('does for mutated headers what the grammar says', { timeout: 600_000 }, () => {
    const samples = [VALID, `cc-${IDS}-03`, `cc-${IDS}-01-more`, ` ${VALID}\t`, `00-${'0'.repeat(32)}-${PARENT_ID}-00`];
    const pieces = [...'0123456789abcdefABCDEF-,. \t', '00', 'ff', 'cc', '-01', '0'.repeat(16), TRACE_ID, PARENT_ID];
    let taken = 0;
    fuzz(samples, pieces, (text) => {
      const result = parseTraceparent(text);
      if (!isSame(result, oracle(text))) expect(result).toEqual(oracle(text));
      if (result) taken++;
    });
    expect(taken).toBeGreaterThan(1000);
  });

  it('never throws, whatever the string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => isSame(parseTraceparent(text), oracle(text))));
  });

  it('reads no more of a megabyte than of a few thousand characters', () => {
    const hostile = [' ', '\t', '0', '-', ',', `cc-${IDS}-01-`, VALID].flatMap((part) => [
      part.repeat(Math.ceil(2 ** 20 / part.length)),
      VALID + part.repeat(Math.ceil(2 ** 20 / part.length)),
    ]);
    for (const text of hostile) {
      expect(countWork(() => parseTraceparent(text))).toBeLessThan(100);
      expect(countWork(() => parseTraceparent(text.slice(0, 8192)))).toBeLessThan(4 * 8192);
    }
  });
});

describe('formatTraceparent', () => {
  it('writes version 00', () => {
    expect(formatTraceparent({ traceId: TRACE_ID, parentId: PARENT_ID, flags: SAMPLED })).toBe(VALID);
    expect(formatTraceparent({ traceId: TRACE_ID, parentId: PARENT_ID, flags: RANDOM })).toBe(`00-${IDS}-02`);
  });

  it('writes no flag that level 2 does not define', () => {
    expect(formatTraceparent({ traceId: TRACE_ID, parentId: PARENT_ID, flags: 0xff })).toBe(`00-${IDS}-03`);
    expect(formatTraceparent({ traceId: TRACE_ID, parentId: PARENT_ID, flags: -8 })).toBe(`00-${IDS}-00`);
  });

  it('writes what parseTraceparent reads', () => {
    fc.assert(
      fc.property(traceparent, (value) => {
        expect(formatTraceparent(value)).toMatch(GRAMMAR);
        expect(parseTraceparent(formatTraceparent(value))).toEqual(value);
      }),
    );
  });

  it('writes generated ids so that parseTraceparent reads them', () => {
    const value = { traceId: generateTraceId(), parentId: generateSpanId(), flags: RANDOM };
    expect(parseTraceparent(formatTraceparent(value))).toEqual(value);
  });
});

it('a trace id out of a header is one for isTraceId too', () => {
  fc.assert(
    fc.property(
      hex(32),
      (digits) => isTraceId(digits) === (parseTraceparent(`00-${digits}-${PARENT_ID}-01`)?.traceId === digits),
    ),
  );
});

function isSame(a: Traceparent | undefined, b: Traceparent | undefined): boolean {
  return a?.traceId === b?.traceId && a?.parentId === b?.parentId && a?.flags === b?.flags;
}
