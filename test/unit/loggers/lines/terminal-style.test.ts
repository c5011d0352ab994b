import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hostileText } from '../hostile.js';
import { inRequest } from '../in-request.js';
import { consoleIn } from '../console/console-in.js';

const ESC = '\u001b';
const CODE = /\u001b\[([\d;]*)m/g;

/** The codes that a terminal may be sent: numbers of styles, of colours, and others, in any order. */
const someCode = (): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.integer({ min: 0, max: 110 }),
        fc.constantFrom('', '08', '38;5;8', '48;2;8;5;6', '38;5', '48;2;8', '38;5;'),
      ),
      { maxLength: 4 },
    )
    .map((numbers) => `${ESC}[${numbers.join(';')}m`);

/** What a terminal still shows when it has read a text: the numbers since the last code that resets all, but for ends. */
function styleAfter(text: string): readonly number[] {
  const open = new Map<string, number>();
  for (const [, numbers = ''] of text.matchAll(CODE)) {
    for (const number of numbers
      .replaceAll(/([34])8;(5;\d+|2;\d+;\d+;\d+)(?=;|$)/g, '$11')
      .split(';')
      .map(Number)) {
      if (number === 0) open.clear();
      else open.set(kindOf(number), number);
    }
  }
  return [...open.values()].filter((number) => ![22, 23, 24, 25, 27, 28, 29, 39, 49, 55].includes(number));
}

function kindOf(number: number): string {
  if ((number >= 30 && number < 40) || (number >= 90 && number < 98)) return 'foreground';
  if ((number >= 40 && number < 50) || (number >= 100 && number < 108)) return 'background';
  if (number === 1 || number === 2 || number === 22) return 'weight';
  if (number === 4 || number === 21 || number === 24) return 'underline';
  return number > 50 ? 'overline' : String(number % 20);
}

describe('colours in what a console writes', () => {
  it.each([
    `${ESC}[31mred${ESC}[39m`,
    `${ESC}[1;4;38;5;8mbold${ESC}[0m, ${ESC}[48;2;5;6;8mdeep${ESC}[m`,
    `${ESC}[7minverse${ESC}[27m ${ESC}[2mdim${ESC}[22m`,
  ])('stay as they are where the message ends them: %j', async (message) => {
    const { console, out } = consoleIn();
    await inRequest(() => console.log('%s', message));
    expect(out.lines).toEqual([`[request-1] ${message}`]);
  });

  it('end with their line, and with the message', async () => {
    const { console, out } = consoleIn();
    await inRequest(() => console.log('%s', `${ESC}[31mred\nplain${ESC}[4m`));
    console.log('next');
    expect(out.lines).toEqual([
      `[request-1] ${ESC}[31mred${ESC}[0m`,
      `[request-1] plain${ESC}[4m${ESC}[0m`,
      '[-] next',
    ]);
  });

  it.each([
    '8',
    '08',
    '0;8',
    '31;8',
    '38;5;1;8',
    '38;2;1;8',
    '5',
    '6',
    '38;5;',
    '99',
    '9999999999',
    '38;5;38;2;8;1;1;39',
    '38;5;38;5;1',
    '38;2;0;0',
    '7;39;39;39;39;39;39;39;39;39;39;39;39;39;39;39;27',
  ])('are none where a client would hide text or let it blink: %s', async (numbers) => {
    const { console, out } = consoleIn();
    await inRequest(() => console.log('%s', `a${ESC}[${numbers}mb`));
    expect(out.lines).toEqual([`[request-1] a\\u001b[${numbers}mb`]);
  });

  it('colour no prefix and no other message, whatever a client sent', async () => {
    const { console, out } = consoleIn();
    const message = fc
      .array(fc.oneof(someCode(), hostileText(), fc.constantFrom('\n', 'a')), { maxLength: 8 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(message, async (text) => {
        out.clear();
        await inRequest(() => console.log('%s', text));
        for (const line of out.lines) {
          expect(line).toMatch(/^\[request-1\]/);
          expect(styleAfter(line)).toEqual([]);
        }
      }),
    );
  });
});
