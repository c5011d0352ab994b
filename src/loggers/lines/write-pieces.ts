/**
 * Writes the pieces of one text, of which there is at least one. `rest` is what `write` takes behind the text: the last piece
 * alone has the callback. Gives what the last `write` gives.
 */
export function writePieces<T, R>(
  pieces: Iterable<T>,
  rest: readonly unknown[],
  write: (piece: T, rest: readonly unknown[]) => R,
): R {
  const iterator = pieces[Symbol.iterator]();
  let piece = iterator.next().value as T;
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
    write(piece, rest.filter(isNoCallback));
    piece = next.value;
  }
  return write(piece, rest);
}

function isNoCallback(value: unknown): boolean {
  return typeof value !== 'function';
}
