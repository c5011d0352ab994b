/**
 * Runs one round of this many operations and gives what it cost, in nanoseconds. All rounds of a turn get the same number
 * of the turn, so that rounds may take turns among several processes.
 */
export type Round = (operations: number, turn: number) => number | Promise<number>;

/** What an operation of each side cost in each turn. The first of one side was measured beside the first of another. */
export type Samples<Side extends string = string> = Readonly<Record<Side, readonly number[]>>;

export interface Options {
  /** How often each side runs. */
  readonly turns: number;
  /** What a round shall cost, in milliseconds. */
  readonly milliseconds: number;
}

/**
 * Measures sides in turn, A B C A B C …, in many short rounds. What disturbs the machine for longer than a round disturbs
 * neighbours alike, so the ratio of neighbours holds where the figures themselves do not.
 */
export async function interleave<Side extends string>(
  rounds: Readonly<Record<Side, Round>>,
  { turns, milliseconds }: Options,
): Promise<Samples<Side>> {
  const sides: { readonly side: Side; readonly round: Round; readonly operations: number }[] = [];
  for (const [side, round] of Object.entries(rounds) as [Side, Round][]) {
    sides.push({ side, round, operations: await operationsFor(round, milliseconds) });
  }
  const samples = Object.fromEntries(sides.map(({ side }) => [side, []])) as unknown as Record<Side, number[]>;
  for (let turn = 0; turn < turns; turn++) {
    for (const { side, round, operations } of sides) samples[side].push((await round(operations, turn)) / operations);
  }
  return samples;
}

/** Lets the compiler see this much of a round before anything is measured. */
export async function warmUp(round: Round, turn: number, milliseconds: number): Promise<void> {
  let operations = 100;
  for (let spent = 0; spent < milliseconds * 1e6; operations = Math.min(operations * 2, 20_000)) {
    spent += await round(operations, turn);
  }
}

/** The number of operations that fill a round of this length. */
async function operationsFor(round: Round, milliseconds: number): Promise<number> {
  const wanted = milliseconds * 1e6;
  let operations = 1;
  let took = await round(operations, 0);
  while (took < wanted / 2) {
    operations = Math.ceil(operations * Math.min(10, (1.1 * wanted) / Math.max(took, 1)));
    took = await round(operations, 0);
  }
  return operations;
}
