/**
 * Runs one round of this many operations and gives the nanoseconds that it took. Both rounds of a pair get the same
 * number, so that rounds may take turns among several processes.
 */
export type Round = (operations: number, pair: number) => number | Promise<number>;

/** How two sides compare. A ratio of 2 means that the first takes twice as long as the second. */
export interface Comparison {
  /** Median nanoseconds per operation of the first side. */
  readonly first: number;
  /** Median nanoseconds per operation of the second side. */
  readonly second: number;
  /** Median of the ratios of neighbouring rounds. */
  readonly ratio: number;
  /** The 10th and the 90th percentile of these ratios. */
  readonly spread: readonly [low: number, high: number];
}

export interface Options {
  /** How often each side runs. */
  readonly pairs?: number;
  /** How long a round shall take, in milliseconds. */
  readonly milliseconds?: number;
}

/**
 * Measures two sides in turn, A B A B …, in many short rounds. What disturbs the machine for longer than a round
 * disturbs both neighbours alike, so the ratio of neighbours holds where the figures themselves do not.
 */
export async function interleave(first: Round, second: Round, options: Options = {}): Promise<Comparison> {
  const { pairs = 120, milliseconds = 3 } = options;
  const firstOperations = await operationsFor(first, milliseconds);
  const secondOperations = await operationsFor(second, milliseconds);
  const firsts: number[] = [];
  const seconds: number[] = [];
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const a = (await first(firstOperations, pair)) / firstOperations;
    const b = (await second(secondOperations, pair)) / secondOperations;
    firsts.push(a);
    seconds.push(b);
    ratios.push(a / b);
  }
  return {
    first: percentile(firsts, 50),
    second: percentile(seconds, 50),
    ratio: percentile(ratios, 50),
    spread: [percentile(ratios, 10), percentile(ratios, 90)],
  };
}

/** Lets the compiler see this much of a round before anything is measured. */
export async function warmUp(round: Round, pair = 0, milliseconds = 40): Promise<void> {
  let operations = 100;
  for (let spent = 0; spent < milliseconds * 1e6; operations = Math.min(operations * 2, 20_000)) {
    spent += await round(operations, pair);
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

function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round(((sorted.length - 1) * percent) / 100)] as number;
}
