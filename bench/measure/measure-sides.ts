import { interleave, type Options, type Round, type Samples, warmUp } from './interleave.js';
import { type Launches, withLaunches } from './launches.js';

export interface SideOptions extends Options {
  /** What each process shall have spent before it is measured, in milliseconds. */
  readonly warmUp: number;
  /** How a side runs a round; by default its processes are asked for a number of operations. */
  readonly roundOf?: (launches: Launches) => Round;
}

/** Measures sides that have processes of their own, in turn. They are stopped afterwards. */
export async function measureSides(
  started: ReadonlyMap<string, Promise<Launches>>,
  { roundOf = askForOperations, ...options }: SideOptions,
): Promise<Samples> {
  return withLaunches(started, async (sides) => {
    const rounds: Record<string, Round> = {};
    for (const [name, launches] of sides) {
      const round = roundOf(launches);
      for (let turn = 0; turn < launches.count; turn++) await warmUp(round, turn, options.warmUp);
      rounds[name] = round;
    }
    return interleave(rounds, options);
  });
}

function askForOperations(launches: Launches): Round {
  return launches.rounds((operations) => operations);
}
