/** Does this many operations, and is through when the last one is. */
export type Perform = (operations: number) => void | Promise<void>;

export interface Slices {
  /** Operations of a slice. */
  readonly operations: number;
  /** Slices before anything counts, in which the compiler does most of its work. */
  readonly warmUp: number;
  readonly count: number;
}

/**
 * What an operation costs this process, in nanoseconds of processor time, those of the compiler and of the garbage collector
 * included. It is the first quartile of many slices: what disturbs the machine, or is compiled late, is in the others.
 */
export async function costOf(perform: Perform, { operations, warmUp, count }: Slices): Promise<number> {
  for (let slice = 0; slice < warmUp; slice++) await perform(operations);
  const costs: number[] = [];
  for (let slice = 0; slice < count; slice++) {
    const before = process.cpuUsage();
    await perform(operations);
    const { user, system } = process.cpuUsage(before);
    costs.push(((user + system) * 1000) / operations);
  }
  return costs.toSorted((a, b) => a - b)[count >> 2] as number;
}
