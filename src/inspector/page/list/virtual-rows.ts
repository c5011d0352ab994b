/** The height of a row, in pixels; the style says the same. */
export const ROW = 28;

/** How many rows are kept beyond what is seen, so that a scroll shows no gap. */
const BEYOND = 8;

/** Which rows of `count` have to be there for what is seen: from the first, up to without the last. */
export function visibleRows(count: number, scrolled: number, height: number): readonly [first: number, end: number] {
  const first = Math.max(0, Math.min(Math.floor(scrolled / ROW) - BEYOND, count));
  return [first, Math.min(count, Math.ceil((scrolled + height) / ROW) + BEYOND)];
}
