/** How two sides compare. */
export interface Comparison {
  /** The median of the first side. */
  readonly first: number;
  /** The median of the second side. */
  readonly second: number;
  /** The median of the ratios, or of the differences, of neighbours. */
  readonly value: number;
  /** Where that median lies, with a certainty of 95 %, however the ratios are distributed. */
  readonly spread: readonly [low: number, high: number];
}

/** A ratio of 2 means that the first costs twice as much; a difference of 2, that it costs 2 more. */
export type Kind = 'ratio' | 'difference';

/** A ratio is a figure where its spread is within this part of it, to both sides. */
const NARROW = 0.05;

const CERTAINTY = 0.95;

/** Compares what was measured side by side: the samples of the repetitions that both took part in. */
export function compare(kind: Kind, first: readonly number[], second: readonly number[]): Comparison {
  const neighbours = first.slice(0, second.length);
  const values = neighbours.map((a, at) => (kind === 'ratio' ? a / second[at]! : a - second[at]!));
  return { first: median(first), second: median(second), value: median(values), spread: spreadOf(values) };
}

/** Whether neither half of the value nor twice of it is likely, and so neither nothing. */
export function isKnown({ value, spread: [low, high] }: Pick<Comparison, 'value' | 'spread'>): boolean {
  return low > value / 2 && high < value * 2;
}

export function isNarrow({ value, spread: [low, high] }: Pick<Comparison, 'value' | 'spread'>): boolean {
  return low >= value * (1 - NARROW) && high <= value * (1 + NARROW);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** A quarter of the values is below it. What disturbs a measurement adds to it, so that this is steadier than the median. */
export function lowerQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 2]!;
}

/**
 * The median is above the k-th of n values and below the k-th from the end, unless fewer than k fell on one side of it; and
 * each falls on either side as a coin does. Fewer than six values are never that certain: then it is all of them.
 */
function spreadOf(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b);
  const count = sorted.length;
  let k = 0;
  let ways = 1;
  let outside = 2 / 2 ** count;
  while (outside <= 1 - CERTAINTY && k < count >> 1) {
    k++;
    ways = (ways * (count - k + 1)) / k;
    outside += (2 * ways) / 2 ** count;
  }
  const out = Math.max(0, k - 1);
  return [sorted[out]!, sorted[count - 1 - out]!];
}
