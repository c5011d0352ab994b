/** A set of ASCII characters, by character code: 1 for those in it. */
export type Charset = Uint8Array;

const SIZE = 128;

/** The set of the characters given: `'a'` is one character, `'az'` is all from `a` to `z`. */
export function charset(...ranges: readonly string[]): Charset {
  const chars = new Uint8Array(SIZE);
  for (const range of ranges) chars.fill(1, range.charCodeAt(0), range.charCodeAt(range.length - 1) + 1);
  return chars;
}

/** Where the characters of `chars` that begin at `from` end: the index of the first other one, `to` at most. */
export function skip(text: string, from: number, to: number, chars: Charset): number {
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (code >= SIZE || chars[code] === 0) break;
    at++;
  }
  return at;
}

/** Where the characters of `chars` that end at `to` begin, `from` at least. */
export function skipBack(text: string, from: number, to: number, chars: Charset): number {
  let at = to;
  while (at > from) {
    const code = text.charCodeAt(at - 1);
    if (code >= SIZE || chars[code] === 0) break;
    at--;
  }
  return at;
}

/** Optional white space. Source: RFC 7230, 3.2.3. */
export const OWS: Charset = charset(' ', '\t');
