import * as fc from 'fast-check';
import { expect } from 'vitest';

import { hostileText, LINE_BREAK } from '../hostile.js';

/** Messages of an application that writes what a client sent: parts that are repeated often cost most. */
export const hostileMessage = (): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.oneof(
          hostileText(),
          fc.constantFrom('\n', '\r\n', '\u0001', '\u2028', 'a\n', '"', '\ud800', '\u{1f600}', '\u001b[31m', '\u001b['),
        ),
        fc.constantFrom(1, 1, 7, 3000),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.map(([part, times]) => part.repeat(part.length > 20 ? 1 : times)).join(''));

/** What docs/reference/loggers.md promises of text: bytes for a message. */
export function expectTextInBounds(written: string, message: string): void {
  expect(Buffer.byteLength(written)).toBeLessThanOrEqual(7 * Buffer.byteLength(message) + 16 * 1024);
}

/** The same of JSON: `fields` is how many fields a line has besides time, level and message. */
export function expectJsonInBounds(written: string, message: string, fields: number): void {
  expect(Buffer.byteLength(written)).toBeLessThanOrEqual(6 * Buffer.byteLength(message) + fields * 1100 + 100);
}

/** That each line of text has this very prefix, and that all lines together have the whole message. */
export function expectWhole(written: string, message: string, prefix: RegExp): void {
  expect(written.endsWith('\n')).toBe(true);
  const lines = written.slice(0, -1).split('\n');
  const texts = lines.map((line) => {
    expect(line).not.toMatch(LINE_BREAK);
    const [begin = ''] = prefix.exec(line) ?? expect.fail(`without a prefix: ${line.slice(0, 100)}`);
    return line.slice(begin.length);
  });
  expect(unescaped(texts.join('\n'))).toBe(unescaped(message));
}

/** One kind of line break, no ends of colours, and no escapes, those that a client wrote included. */
function unescaped(text: string): string {
  return text
    .replaceAll('\u001b[0m', '')
    .replaceAll(/\\u([\da-f]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replaceAll(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, '\n');
}
