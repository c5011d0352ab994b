/**
 * Returns a function for the option `generate` of adapters. It counts: `00000000000000000000000000000001` and so on. These ids have the
 * shape of trace ids, so the trace id is the same. Span ids stay random.
 *
 *     traced(listener, { generate: countingIds() })
 */
export function countingIds(): () => string {
  let count = 0;
  return () => (++count).toString(16).padStart(32, '0');
}
