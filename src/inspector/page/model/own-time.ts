import type { SpanView } from '../../api.js';
import { coveredTime } from './covered-time.js';
import { type SpanNode, spanTree } from './span-tree.js';

/** How long each span took without those within it, in milliseconds. Spans that run are left out. */
export function ownTimes(spans: readonly SpanView[]): ReadonlyMap<SpanView, number> {
  const times = new Map<SpanView, number>();
  const visit = ({ span, children }: SpanNode): void => {
    if (span.duration !== undefined) times.set(span, span.duration - covered(span, children));
    for (const child of children) visit(child);
  };
  for (const root of spanTree(spans)) visit(root);
  return times;
}

/** How much of a span its children cover; those that overlap count once. */
function covered({ startedAt, duration = 0 }: SpanView, children: readonly SpanNode[]): number {
  return coveredTime(
    children.map(({ span }) => span),
    startedAt,
    startedAt + duration,
  );
}
