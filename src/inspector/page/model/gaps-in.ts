import type { SpanNode } from './span-tree.js';

/** A stretch of time. */
export interface Stretch {
  readonly startedAt: number;
  /** In milliseconds. */
  readonly duration: number;
}

/** When none of the spans within a span ran: before which of them, and at the `end`. None where there are no spans within it. */
export function gapsIn(node: SpanNode | undefined): ReadonlyMap<SpanNode | 'end', Stretch> {
  const gaps = new Map<SpanNode | 'end', Stretch>();
  if (node?.span.duration === undefined || node.children.length === 0) return gaps;
  const { startedAt, duration } = node.span;
  let reached = startedAt;
  const add = (before: SpanNode | 'end', until: number): void => {
    const end = Math.min(until, startedAt + duration);
    if (end > reached) gaps.set(before, { startedAt: reached, duration: end - reached });
  };
  for (const child of node.children) {
    const { span } = child;
    if (span.startedAt >= startedAt + duration) break; // it went on after the end
    add(child, span.startedAt);
    reached = Math.max(reached, span.startedAt + (span.duration ?? Infinity));
  }
  add('end', Infinity);
  return gaps;
}
