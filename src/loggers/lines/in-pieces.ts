/** In UTF-16 code units. What escapes make of so much is far from the longest string that V8 has. */
const PIECE_LENGTH = 1 << 20;

/** What no two pieces share: halves of a character would be lost, and halves of a line break would be two. */
const UNDIVIDED = /\r\n|[\ud800-\udbff][\udc00-\udfff]/y;

/**
 * What `format` makes of a text of any length, between `head` and what `tail` gives at the end: in one piece, nearly always, and else in
 * more, each made when it is asked for.
 */
export function* inPieces(
  text: string,
  format: (piece: string) => string,
  head: string,
  tail: () => string,
): Generator<string> {
  let start = 0;
  do {
    const end = endOfPiece(text, start);
    yield (start === 0 ? head : '') + format(text.slice(start, end)) + (end === text.length ? tail() : '');
    start = end;
  } while (start < text.length);
}

function endOfPiece(text: string, start: number): number {
  const end = start + PIECE_LENGTH;
  if (end >= text.length) return text.length;
  UNDIVIDED.lastIndex = end - 1;
  return UNDIVIDED.test(text) ? end + 1 : end;
}
