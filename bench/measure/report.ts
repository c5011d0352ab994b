import { type Comparison, compare, type Kind } from './compare.js';
import type { Samples } from './repeat.js';

/** What a part of the bench found: what stands in docs/performance/<part>.json. */
export interface Report {
  readonly part: string;
  readonly date: string;
  readonly machine: Readonly<Record<string, string | number>>;
  /** Versions of the runtimes by their names. */
  readonly runtimes: Readonly<Record<string, string>>;
  /** Versions of the packages that were measured, or that measured. */
  readonly packages: Readonly<Record<string, string>>;
  readonly tables: readonly Table[];
  readonly charts: readonly Chart[];
}

/** What a part gives. */
export type Findings = Pick<Report, 'packages' | 'tables' | 'charts'>;

/** Comparisons of the same kind, on several runtimes. */
export interface Table {
  readonly title: string;
  readonly kind: Kind;
  /** That of the figures; a ratio has none. */
  readonly unit: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  readonly against: string;
  /** What we want to stay at or under. */
  readonly aim?: number | undefined;
  readonly results: Readonly<Record<string, Comparison>>;
}

/** Curves over a common axis; both axes are logarithmic. */
export interface Chart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly curves: readonly Curve[];
}

export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Two sides of the samples, and the aim of their comparison. */
export type Pair = readonly [first: string, second: string, aim?: number | undefined];

/** The table of these pairs on all runtimes; runtimes that did not measure a side are left out of its rows. */
export function tabulate(
  head: Omit<Table, 'rows'>,
  pairs: readonly Pair[],
  samples: ReadonlyMap<string, Samples>,
): Table {
  const rows = pairs.map(([name, against, aim]) => {
    const measured = [...samples].filter(([, sides]) => sides[name] !== undefined && sides[against] !== undefined);
    const results = measured.map(
      ([runtime, sides]) => [runtime, compare(head.kind, sides[name]!, sides[against]!)] as const,
    );
    return { name, against, aim, results: Object.fromEntries(results) };
  });
  return { ...head, rows };
}
