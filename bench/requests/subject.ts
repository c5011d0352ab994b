import type { Perform } from '../measure/cost-of.js';
import type { Pair } from '../measure/report.js';

/** What is measured, done in several ways. */
export interface Subject {
  readonly name: string;
  /** Each is made in a process of its own. */
  readonly sides: Readonly<Record<string, () => Perform | Promise<Perform>>>;
  /** What is compared, as ratios of all that a request costs. */
  readonly pairs: readonly Pair[];
}

/** Does the same without an id and without a context. */
export const BARE = 'bare';
/** What one would write by hand. */
export const BY_HAND = 'by hand';
export const OURS = 'throughline';
