import type { Perform } from '../measure/measure-slices.js';
import type { Pair } from '../measure/report.js';

/** What is measured, done in several ways. */
export interface Subject {
  readonly name: string;
  /** Each is made in a process of its own. */
  readonly sides: Readonly<Record<string, () => Perform | Promise<Perform>>>;
  /** What is compared, as ratios of all that a request costs. */
  readonly pairs: readonly Pair[];
  /** Whether it needs no server of Node, so that it is measured on Bun and Deno, too. */
  readonly isPortable?: boolean;
}

/** Does the same without an id and without a context. */
export const BARE = 'bare';
/** What one would write by hand. */
export const BY_HAND = 'by hand';
export const OURS = 'throughline';
/** With a line for each request. */
export const LOGGED = 'throughline, access log by pino';
