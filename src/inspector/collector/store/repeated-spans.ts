import type { CodePlace, RepeatedView, SpanView } from '../../api.js';

/**
 * Spans of one name that one line of the application repeats, from two on: those that take most time first. At most 20. `tellingOf` says
 * which of the lines on a stack names that best.
 */
export function repeatedSpans(
  spans: readonly SpanView[],
  tellingOf: (places: readonly CodePlace[]) => CodePlace | undefined,
): readonly RepeatedView[] {
  const groups = new Map<string, { -readonly [K in keyof RepeatedView]: RepeatedView[K] }>();
  for (const { spanId, name, place: innermost, callers = [], duration = 0, attributes } of spans) {
    const text = attributes['db.query.text'] ?? attributes['url.full'] ?? '';
    const place = innermost && tellingOf([innermost, ...callers]);
    const key = JSON.stringify([name, text, place?.file, place?.line]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { name, spanId, count: 1, total: duration, place });
    else {
      group.count++;
      group.total += duration;
    }
  }
  return [...groups.values()]
    .filter(({ count }) => count > 1)
    .toSorted((a, b) => b.total - a.total)
    .slice(0, 20);
}
