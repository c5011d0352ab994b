import { createInterface } from 'node:readline';

/** Does this many operations, and is through when the last one is. */
export type Perform = (operations: number) => void | Promise<void>;

export interface Slices {
  /** Operations of a slice: as many as take some milliseconds. What disturbs the machine for longer disturbs the slices beside it alike. */
  readonly operations: number;
  /** Slices before anything counts, in which the compiler does most of its work. */
  readonly warmUp: number;
}

/**
 * In a `SliceProcess`: warms up, then measures a slice for each line of the standard input, which names one of `cases`, and prints what
 * an operation costs this process: nanoseconds of processor time, those of the compiler and of the garbage collector included.
 */
export async function measureSlices(cases: Readonly<Record<string, Perform>>, slices: Slices): Promise<void> {
  const { operations, warmUp } = slices;
  for (const perform of Object.values(cases)) {
    for (let slice = 0; slice < warmUp; slice++) await perform(operations);
  }
  console.log('ready');
  for await (const name of createInterface({ input: process.stdin })) {
    const perform = cases[name] as Perform;
    const before = process.cpuUsage();
    await perform(operations);
    const { user, system } = process.cpuUsage(before);
    console.log(((user + system) * 1000) / operations);
  }
  process.exit(0);
}
