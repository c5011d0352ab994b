import * as fc from 'fast-check';

/** Every character that ends a line or turns the direction of text, by Unicode's own property. */
const UNSEEN = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).filter((character) =>
  /[\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cc}]/u.test(character),
);

const FORGERIES = [
  '\n{"level":"info","request_id":"other"}',
  '","admin":true,"x":"',
  'abc\r\n[other] forged',
  '\u2028[other] forged\u2029',
  '\u0085next\u009b2K\u001b[1A\u001b[2K',
  '] [other] forged',
  'x tenant=evil',
  '\u202etxt.exe',
  UNSEEN.join(''),
  '\ud800 lone',
  '\\u000a',
  '%s %d %j %o %%',
  '__proto__',
  '',
];

/** What a client, or an application that takes over what a client sent, may put into a value. */
export const hostileText = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...FORGERIES),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .tuple(fc.string({ maxLength: 5 }), fc.constantFrom(...FORGERIES), fc.string({ maxLength: 5 }))
      .map((parts) => parts.join('')),
    fc.integer({ min: 1000, max: 20_000 }).map((length) => '/a"\n'.repeat(length / 4)),
  );

/** Everything that somebody takes for the end of a line. */
export const LINE_BREAK = /[\n\r\v\f\u0085\u2028\u2029]/;

/** What moves a cursor, turns the direction of text or ends a line, whoever shows it. */
export const UNPRINTABLE = /[\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cc}]/u;
