import { compare, isNarrow } from './compare.js';
import type { Samples } from './interleave.js';
import type { Pair } from './report.js';

export interface Repetitions {
  readonly least: number;
  readonly most: number;
}

/**
 * Measures sides in turn, A B C, B C A …, until the ratio of each pair is known well enough, or `most` repetitions are
 * through. `measure` starts a process for the side, for the compiler does not decide alike in all.
 */
export function repeat(
  sides: readonly string[],
  pairs: readonly Pair[],
  { least, most }: Repetitions,
  measure: (side: string) => number,
): Samples {
  const samples: Record<string, number[]> = Object.fromEntries(sides.map((side) => [side, []]));
  const isKnown = ([first, against]: Pair): boolean => isNarrow(compare('ratio', samples[first]!, samples[against]!));
  for (let done = 0; done < least || (done < most && !pairs.every(isKnown)); done++) {
    for (let at = 0; at < sides.length; at++) {
      const side = sides[(at + done) % sides.length] as string;
      samples[side]!.push(measure(side));
    }
  }
  return samples;
}
