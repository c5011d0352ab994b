import type { RepeatedView, SpanView } from '../../api.js';

/** Spans of one name, started on one line, from two on: those that take most time first. At most 20. */
export function repeatedSpans(spans: readonly SpanView[]): readonly RepeatedView[] {
  const groups = new Map<string, { -readonly [K in keyof RepeatedView]: RepeatedView[K] }>();
  for (const { name, place, duration = 0, attributes } of spans) {
    const text = attributes['db.query.text'] ?? attributes['url.full'] ?? '';
    const key = JSON.stringify([name, text, place?.file, place?.line]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { name, count: 1, total: duration, place });
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
