import { compare, isNarrow } from './compare.js';
import type { Pair } from './report.js';

/** What an operation of each side cost in each repetition. The first of one side was measured beside the first of another. */
export type Samples = Readonly<Record<string, readonly number[]>>;

export interface Repetitions {
  readonly least: number;
  readonly most: number;
}

export const REPETITIONS: Repetitions = { least: 6, most: 15 };

/**
 * Measures in turn, A B C, B C A …, until the ratio of each pair is known well enough, or `most` repetitions are through.
 * `measure` starts a process, for the compiler does not decide alike in all, and gives what its sides cost.
 */
export function repeat(
  processes: readonly string[],
  pairs: readonly Pair[],
  { least, most }: Repetitions,
  measure: (process: string) => Readonly<Record<string, number>>,
): Samples {
  const samples: Record<string, number[]> = {};
  const isKnown = ([first, against]: Pair): boolean => isNarrow(compare('ratio', samples[first]!, samples[against]!));
  for (let done = 0; done < Math.min(least, most) || (done < most && !pairs.every(isKnown)); done++) {
    for (let at = 0; at < processes.length; at++) {
      const costs = measure(processes[(at + done) % processes.length] as string);
      for (const [side, cost] of Object.entries(costs)) (samples[side] ??= []).push(cost);
    }
  }
  return samples;
}
