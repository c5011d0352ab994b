// The core against a bare AsyncLocalStorage, with few and with many variables. Each number of variables has processes of
// its own, so that their JIT state and their variables do not mix.
import type { CaseName } from './core/cases.js';
import type { Request } from './core/worker.js';
import { interleave, type Round, type Samples, warmUp } from './measure/interleave.js';
import { Launches, withLaunches } from './measure/launches.js';
import { publish } from './measure/publish.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, others, type Runtime } from './measure/runtimes.js';

const COUNTS = [1, 64, 1024] as const;
type Count = (typeof COUNTS)[number];

const LAUNCHES = 2;
const ROUND = { turns: 60, milliseconds: 2 };
const WARM_UP_MILLISECONDS = 30;

/** What the bare side of each case is, and the ratio that we aim at. */
const CASES: Record<CaseName, readonly [bare: string, aim?: number]> = {
  get: ['getStore().value', 1.3],
  set: ['getStore().value = x'],
  'set and reset': ['the same twice'],
  run: ['als.run({ value }, noop)'],
  'createTask(noop)': ['als.run({ value }, Promise.resolve)', 1.3],
  'fork and set': ['als.run({ value }, Promise.resolve) again'],
  copyContext: ['getStore() and a new object'],
};
const names = Object.keys(CASES) as CaseName[];

const ours = (name: CaseName, count: Count): string => `${name}, ${count} variable${count === 1 ? '' : 's'}`;
const bare = (name: CaseName, count: Count): string => `${CASES[name][0]}${count === 1 ? '' : ` beside ${count}`}`;

const runtimes = [...nodes(), ...others()];
const samples = new Map<string, Samples>();
for (const runtime of runtimes) samples.set(runtime.name, await measure(runtime));

const againstBare = names.flatMap((name) =>
  COUNTS.map((count): Pair => [ours(name, count), bare(name, count), CASES[name][1]]),
);
const growth = (['get', 'fork and set'] as const).flatMap((name) =>
  COUNTS.slice(1).map((count): Pair => [ours(name, count), ours(name, 1), name === 'get' ? 1.3 : 1.5]),
);
const tables = [
  tabulate({ title: 'The core against AsyncLocalStorage', kind: 'ratio', unit: 'ns' }, againstBare, samples),
  tabulate({ title: 'More variables against one', kind: 'ratio', unit: 'ns' }, growth, samples),
];
publish('core', runtimes, { packages: {}, tables, charts: [] });

async function measure(runtime: Runtime): Promise<Samples> {
  const start = (count: Count): Promise<Launches> =>
    Launches.start(LAUNCHES, runtime, 'core/worker.js', [String(count)]);
  return withLaunches(new Map(COUNTS.map((count) => [count, start(count)])), async (launches) => {
    const rounds = names.map((name) => roundsOf(name, launches));
    // All, before any is measured: what is measured first is not compiled for itself alone then.
    for (const round of [...rounds, ...rounds].flatMap((sides) => Object.values(sides))) {
      for (let launch = 0; launch < LAUNCHES; launch++) await warmUp(round, launch, WARM_UP_MILLISECONDS);
    }
    const all: Samples[] = [];
    for (const sides of rounds) all.push(await interleave(sides, ROUND));
    return Object.assign({}, ...all) as Samples;
  });
}

/** The rounds of a case: both sides of each number of variables. */
function roundsOf(name: CaseName, launches: ReadonlyMap<Count, Launches>): Record<string, Round> {
  const sides = [...launches].flatMap(([count, processes]) => {
    const round = (side: Request['side']): Round => processes.rounds((operations) => ({ name, side, operations }));
    return [
      [ours(name, count), round('ours')],
      [bare(name, count), round('bare')],
    ] as const;
  });
  return Object.fromEntries(sides);
}
