/** Objects, lists and what they hold, in one body: each costs many times its bytes. */
const MAX_PARTS = 400_000;

const [QUOTE, BACKSLASH, COMMA, BRACE, BRACKET] = [...Buffer.from('"\\,{[')];

/** What JSON holds. Throws a `RangeError` for more parts than anybody sends, before it makes any; and a `SyntaxError`. */
export function readJson(bytes: Buffer): unknown {
  assertFewParts(bytes);
  return JSON.parse(bytes.toString('utf8'));
}

function assertFewParts(bytes: Buffer): void {
  let parts = 0;
  let isInText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (isInText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isInText = false;
    } else if (byte === QUOTE) isInText = true;
    else if ((byte === COMMA || byte === BRACE || byte === BRACKET) && ++parts > MAX_PARTS)
      throw new RangeError('Too many parts');
  }
}
