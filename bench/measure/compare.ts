/** How two sides compare. */
export interface Comparison {
  /** The median of the first side. */
  readonly first: number;
  /** The median of the second side. */
  readonly second: number;
  /** The median of the ratios, or of the differences, of neighbouring rounds. */
  readonly value: number;
  /** Their 10th and 90th percentile. */
  readonly spread: readonly [low: number, high: number];
}

/** A ratio of 2 means that the first costs twice as much; a difference of 2, that it costs 2 more. */
export type Kind = 'ratio' | 'difference';

/** Compares what was measured side by side: the samples of the same turn. */
export function compare(kind: Kind, first: readonly number[], second: readonly number[]): Comparison {
  const values = first.map((a, turn) => (kind === 'ratio' ? a / second[turn]! : a - second[turn]!));
  return {
    first: percentile(first, 50),
    second: percentile(second, 50),
    value: percentile(values, 50),
    spread: [percentile(values, 10), percentile(values, 90)],
  };
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round(((sorted.length - 1) * percent) / 100)] as number;
}
