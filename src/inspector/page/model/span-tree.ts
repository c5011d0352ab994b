import type { SpanView } from '../../api.js';
import { groupBy } from './group-by.js';

/** A span with those that it is the parent of, each in order of their start. */
export interface SpanNode {
  readonly span: SpanView;
  readonly children: readonly SpanNode[];
}

/** The spans as trees. A span whose parent is not among them is a root; so is the first of a ring, which only hostile ones make. */
export function spanTree(spans: readonly SpanView[]): readonly SpanNode[] {
  const byStart = spans.toSorted((one, other) => one.startedAt - other.startedAt);
  const known = new Set(byStart.map(({ spanId }) => spanId));
  const children = groupBy(byStart, ({ parentId }) => parentId);
  const placed = new Set<SpanView>();
  const nodeOf = (span: SpanView): SpanNode => {
    placed.add(span);
    const own = (children.get(span.spanId) ?? []).filter((child) => !placed.has(child));
    return { span, children: own.map(nodeOf) };
  };
  const roots = byStart.filter(({ parentId, spanId }) => !known.has(parentId) || parentId === spanId).map(nodeOf);
  for (const span of byStart) if (!placed.has(span)) roots.push(nodeOf(span));
  return roots;
}
