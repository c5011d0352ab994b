import type { LineView, RequestDetail, SpanView } from '../../api.js';
import { groupBy } from './group-by.js';
import { type SpanNode, spanTree } from './span-tree.js';

/** The spans and lines of a request as rows, and the time that they are drawn on. */
export interface Waterfall {
  readonly rows: readonly WaterfallRow[];
  readonly startedAt: number;
  /** Milliseconds from the start to the end of the last. */
  readonly total: number;
  /** When the response was sent, or the job ended; `undefined` while it runs. */
  readonly endedAt: number | undefined;
}

type WaterfallRow = SpanRow | LineRow;

export interface SpanRow {
  readonly kind: 'span';
  readonly span: SpanView;
  readonly depth: number;
  /** Its number in {@link RequestDetail.spans}, from 1, by which it is linked. */
  readonly n: number;
  readonly isLate: boolean;
}

export interface LineRow {
  readonly kind: 'line';
  readonly line: LineView;
  readonly depth: number;
  /** Its number in {@link RequestDetail.lines}, from 1. */
  readonly n: number;
  readonly isLate: boolean;
}

/** Lays out a request. `now` is where a span ends that still runs. */
export function waterfall(detail: RequestDetail, now: number): Waterfall {
  const { spans, lines, startedAt, duration } = detail;
  const endedAt = duration === undefined ? undefined : startedAt + duration;
  const isLate = (at: number): boolean => endedAt !== undefined && at > endedAt;
  const numbers = new Map(spans.map((span, index) => [span, index + 1]));
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const numbered = lines.map((line, index) => ({ line, n: index + 1 }));
  const linesOf = groupBy(numbered, ({ line }) => (ids.has(line.spanId) ? line.spanId : ''));
  const rows: WaterfallRow[] = [];

  const addAll = (nodes: readonly SpanNode[], spanId: string, depth: number): void => {
    const own = linesOf.get(spanId) ?? [];
    linesOf.delete(spanId); // ids that come twice: their lines once
    const parts = [
      ...nodes.map((node) => ({ at: node.span.startedAt, node })),
      ...own.map((numberedLine) => ({ at: numberedLine.line.at, numberedLine })),
    ].toSorted((one, other) => one.at - other.at);
    for (const part of parts) {
      if ('node' in part) addSpan(part.node, depth);
      else rows.push({ kind: 'line', ...part.numberedLine, depth, isLate: isLate(part.at) });
    }
  };
  const addSpan = ({ span, children }: SpanNode, depth: number): void => {
    rows.push({ kind: 'span', span, depth, n: numbers.get(span) ?? 0, isLate: isLate(span.startedAt) });
    addAll(children, span.spanId, Math.min(depth + 1, 40));
  };
  addAll(spanTree(spans), '', 0);

  const ends = spans.map((span) => (span.duration === undefined ? now : span.startedAt + span.duration));
  const last = [endedAt ?? now, ...ends, ...lines.map(({ at }) => at)].reduce((a, b) => Math.max(a, b), startedAt);
  const first = [...spans.map((span) => span.startedAt), ...lines.map(({ at }) => at)].reduce(
    (a, b) => Math.min(a, b),
    startedAt,
  );
  return { rows, startedAt: first, total: Math.max(last - first, 0.001), endedAt };
}
