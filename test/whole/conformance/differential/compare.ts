import type { Program, Trace } from './program.js';

/** Runs a program: one of the implementations that are compared. */
export type Runner = (program: Program) => Promise<Trace>;

export interface Comparison {
  readonly program: Program;
  readonly expected: Trace;
  readonly actual: Trace;
}

/** Runs the programs in both. The first runner may work in another process: it gets all of them at once. */
export async function compare(programs: readonly Program[], reference: Runner, subject: Runner): Promise<Comparison[]> {
  const expected = Promise.all(programs.map(reference));
  expected.catch(() => {});
  const actual: Trace[] = [];
  for (const program of programs) actual.push(await subject(program));
  return (await expected).map((trace, index) => ({
    program: programs[index] as Program,
    expected: trace,
    actual: actual[index] as Trace,
  }));
}

/** The position of the first observation that differs; -1 where the traces are the same. */
export function firstDifference({ expected, actual }: Comparison): number {
  for (let position = 0; position < Math.max(expected.length, actual.length); position++) {
    if (JSON.stringify(expected[position]) !== JSON.stringify(actual[position])) return position;
  }
  return -1;
}

export function agrees(comparison: Comparison): boolean {
  return firstDifference(comparison) === -1;
}
