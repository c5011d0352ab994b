/**
 * Ids that count, for the option `generate` of adapters: `00000000000000000000000000000001` and so on. They have the shape of
 * trace ids, so that the trace id is the same. Span ids stay random.
 *
 *     traced(listener, { generate: countingIds() })
 */
export function countingIds(): () => string {
  let count = 0;
  return () => (++count).toString(16).padStart(32, '0');
}
