/** How many bytes a chunk of a body has, a text as UTF-8. Linear, and without a copy. */
export function byteLength(chunk: Uint8Array | string): number {
  if (typeof chunk !== 'string') return chunk.byteLength;
  let length = chunk.length;
  for (let at = 0; at < chunk.length; at++) {
    const code = chunk.charCodeAt(at);
    if (code > 0x7ff) length += isPair(chunk, at) ? 1 : 2;
    else if (code > 0x7f) length++;
  }
  return length;
}

/** Whether the code unit belongs to a pair of surrogates: four bytes for both. */
function isPair(text: string, at: number): boolean {
  return isBetween(text, at, 0xd800, 0xdbff)
    ? isBetween(text, at + 1, 0xdc00, 0xdfff)
    : isBetween(text, at, 0xdc00, 0xdfff) && isBetween(text, at - 1, 0xd800, 0xdbff);
}

function isBetween(text: string, at: number, low: number, high: number): boolean {
  const code = text.charCodeAt(at);
  return code >= low && code <= high;
}
