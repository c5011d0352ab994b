import type { RequestDetail, SpanView } from '../../api.js';
import { type SpanNode, spanTree } from './span-tree.js';

/** A span of one request beside that of another which has its name and its place; `undefined` where one lacks it. */
export interface ComparedRow {
  readonly depth: number;
  readonly left: SpanView | undefined;
  readonly right: SpanView | undefined;
  /** How much longer the right one took, in milliseconds; a span that is not there takes none. */
  readonly difference: number;
}

/** Aligns the spans of two requests by their names, in the order of the left one. */
export function compareSpans(left: RequestDetail, right: RequestDetail): readonly ComparedRow[] {
  const rows: ComparedRow[] = [];
  const visit = (lefts: readonly SpanNode[], rights: readonly SpanNode[], depth: number): void => {
    const rest = new Set(rights);
    const add = (one: SpanNode | undefined, other: SpanNode | undefined): void => {
      const difference = (other?.span.duration ?? 0) - (one?.span.duration ?? 0);
      rows.push({ depth, left: one?.span, right: other?.span, difference });
      visit(one?.children ?? [], other?.children ?? [], Math.min(depth + 1, 40));
    };
    for (const [index, node] of lefts.entries()) {
      const isFirst = depth === 0 && index === 0; // the request itself, whatever its name
      const match = [...rest].find((other) => isFirst || other.span.name === node.span.name);
      if (match !== undefined) rest.delete(match);
      add(node, match);
    }
    for (const node of rest) add(undefined, node);
  };
  visit(spanTree(left.spans), spanTree(right.spans), 0);
  return rows;
}
