import type { RequestDetail, SpanView } from '../../api.js';
import { gapsIn, type Stretch } from './gaps-in.js';
import { type SpanNode, spanTree } from './span-tree.js';

/** A span of one request beside that of another, or the same of a time between spans. */
export type ComparedRow = Compared<'span', SpanView> | Compared<'gap', Stretch>;

interface Compared<Kind extends string, Side> {
  readonly kind: Kind;
  readonly depth: number;
  /** `undefined` where this request has none. */
  readonly left: Side | undefined;
  readonly right: Side | undefined;
  /** How much longer the right one took, in milliseconds; what is not there takes none. */
  readonly difference: number;
}

/** Which part of the longer request a time between spans has to be, for a row of its own. */
const LEAST_PART = 0.02;

/** Aligns the spans of two requests by their names, in the order of the left one, with the times in which none of them ran. */
export function compareSpans(left: RequestDetail, right: RequestDetail): readonly ComparedRow[] {
  const rows: ComparedRow[] = [];
  const least = Math.max(1, LEAST_PART * Math.max(left.duration ?? 0, right.duration ?? 0));
  const addGap = (depth: number, one: Stretch | undefined, other: Stretch | undefined): void => {
    if (Math.max(one?.duration ?? 0, other?.duration ?? 0) < least) return;
    rows.push({ kind: 'gap', depth, left: one, right: other, difference: differenceOf(one, other) });
  };
  const visit = (one: SpanNode | undefined, other: SpanNode | undefined, depth: number): void => {
    const [gaps, otherGaps] = [gapsIn(one), gapsIn(other)];
    for (const [child, match] of pairsOf(one?.children ?? [], other?.children ?? [])) {
      addGap(depth, child && gaps.get(child), match && otherGaps.get(match));
      add(child, match, depth);
    }
    addGap(depth, gaps.get('end'), otherGaps.get('end'));
  };
  const add = (one: SpanNode | undefined, other: SpanNode | undefined, depth: number): void => {
    const difference = differenceOf(one?.span, other?.span);
    rows.push({ kind: 'span', depth, left: one?.span, right: other?.span, difference });
    visit(one, other, Math.min(depth + 1, 40));
  };
  const [[first, ...lefts], [second, ...rights]] = [spanTree(left.spans), spanTree(right.spans)];
  if (first !== undefined || second !== undefined) add(first, second, 0); // the requests themselves, whatever their names
  for (const [one, other] of pairsOf(lefts, rights)) add(one, other, 0);
  return rows;
}

/** Each of the left ones with the first right one of its name that is left over; then the other right ones. */
function pairsOf(
  lefts: readonly SpanNode[],
  rights: readonly SpanNode[],
): [SpanNode | undefined, SpanNode | undefined][] {
  const rest = new Set(rights);
  const pairs = lefts.map((node): [SpanNode, SpanNode | undefined] => {
    const match = [...rest].find(({ span }) => span.name === node.span.name);
    if (match !== undefined) rest.delete(match);
    return [node, match];
  });
  return [...pairs, ...[...rest].map((node): [undefined, SpanNode] => [undefined, node])];
}

function differenceOf(one: { duration: number | undefined } | undefined, other: typeof one): number {
  return (other?.duration ?? 0) - (one?.duration ?? 0);
}
