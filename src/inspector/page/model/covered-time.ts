import type { SpanView } from '../../api.js';

/** How long at least one of these spans went on, between two times, in milliseconds. */
export function coveredTime(spans: readonly SpanView[], from: number, until: number): number {
  let sum = 0;
  let reached = from;
  for (const { startedAt, duration = Infinity } of spans.toSorted((one, other) => one.startedAt - other.startedAt)) {
    const end = Math.min(startedAt + duration, until);
    sum += Math.max(0, end - Math.max(reached, startedAt));
    reached = Math.max(reached, end);
  }
  return sum;
}
