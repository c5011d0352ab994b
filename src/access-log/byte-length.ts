/** How many bytes a chunk of a body has, a text as UTF-8. */
export function byteLength(chunk: Uint8Array | string): number {
  if (typeof chunk !== 'string') return chunk.byteLength;
  const { Buffer } = globalThis;
  return typeof Buffer === 'function' ? Buffer.byteLength(chunk) : new TextEncoder().encode(chunk).byteLength;
}
