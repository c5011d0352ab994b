import { compare, isNarrow, lowerQuartile } from './compare.js';
import type { Pair } from './report.js';
import { type Program, SliceProcess } from './slice-process.js';

/**
 * What an operation of each side cost in each repetition. The first of one side was measured beside the first of another; a side of which
 * enough was known has fewer.
 */
export type Samples = Readonly<Record<string, readonly number[]>>;

export interface Repetitions {
  readonly least: number;
  readonly most: number;
}

export const REPETITIONS: Repetitions = { least: 6, most: 9 };

/** Slices of each side in a repetition. */
const ROUNDS = 24;

/**
 * Measures until the ratio of each pair is known well enough, or `most` repetitions are through. Each repetition starts anew all programs
 * of which not enough is known, for the compiler does not decide alike in all processes, and takes a slice of each side in turn: A B C,
 * then B C A.
 */
export async function repeat(
  programs: readonly Program[],
  pairs: readonly Pair[],
  { least, most }: Repetitions,
): Promise<Samples> {
  const samples: Record<string, number[]> = {};
  const isKnown = ([first, against]: Pair): boolean => isNarrow(compare('ratio', samples[first]!, samples[against]!));
  let running = programs;
  for (let done = 1; done <= most && running.length > 0; done++) {
    for (const [side, slices] of await takeTurns(running)) (samples[side] ??= []).push(lowerQuartile(slices));
    const open = pairs.filter((pair) => !isKnown(pair));
    if (done >= least) running = needed(running, open);
  }
  return samples;
}

/** The programs that measure both sides of one of the pairs. */
function needed(programs: readonly Program[], pairs: readonly Pair[]): Program[] {
  const measured = new Set(programs.flatMap(({ sides }) => Object.keys(sides)));
  const open = pairs.filter(([first, against]) => measured.has(first) && measured.has(against));
  const wanted = new Set(open.flatMap(([first, against]) => [first, against]));
  return programs.filter(({ sides }) => Object.keys(sides).some((side) => wanted.has(side)));
}

/** The slices of each side. */
async function takeTurns(programs: readonly Program[]): Promise<Map<string, number[]>> {
  const running: SliceProcess[] = [];
  try {
    for (const program of programs) running.push(await SliceProcess.start(program));
    const turns = programs.flatMap(({ sides }, at) =>
      Object.entries(sides).map(([side, name]) => ({ side, name, process: running[at] as SliceProcess })),
    );
    const slices = new Map<string, number[]>(turns.map(({ side }) => [side, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (let at = 0; at < turns.length; at++) {
        const { side, name, process } = turns[(at + round) % turns.length]!;
        slices.get(side)!.push(await process.slice(name));
      }
    }
    return slices;
  } finally {
    await Promise.all(running.map((process) => process.stop()));
  }
}
