import type { LineList, OutsideLine } from '../../api.js';

/** The most that the page itself keeps; older ones are asked for again. */
const MOST = 4000;

/** The lines outside of requests that the page has, without a gap. */
export interface OutsideLines {
  /** The newest first. */
  readonly lines: readonly OutsideLine[];
  readonly hasOlder: boolean;
  /** How many older ones the collector holds no more. */
  readonly dropped: number;
}

/** With the newest ones, which take the place of those that are known where some between are left out. */
export function withNewest(known: OutsideLines | undefined, { lines, next, dropped }: LineList): OutsideLines {
  const oldest = lines.at(-1)?.sequence ?? 0;
  const newest = known?.lines[0]?.sequence ?? 0;
  if (known === undefined || lines.length === 0 || oldest > newest + 1)
    return { lines, hasOlder: next !== undefined, dropped };
  const all = [...lines, ...known.lines.filter(({ sequence }) => sequence < oldest)];
  return { lines: all.slice(0, MOST), hasOlder: known.hasOlder || all.length > MOST, dropped };
}

/** With those before the oldest one that is known. */
export function withOlder(known: OutsideLines, { lines, next, dropped }: LineList): OutsideLines {
  return { lines: [...known.lines, ...lines], hasOlder: next !== undefined, dropped };
}
