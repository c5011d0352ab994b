// The core against a bare AsyncLocalStorage, with few and with many variables. Each number of variables has processes of
// its own, so that their JIT state and their variables do not mix.
import type { CaseName } from './core/cases.js';
import { onEach } from './measure/on-each.js';
import { publish } from './measure/publish.js';
import { repeat, REPETITIONS, type Samples } from './measure/repeat.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, others, type Runtime } from './measure/runtimes.js';

const COUNTS = [1, 64, 1024] as const;

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

const ours = (name: CaseName, count: number): string => `${name}, ${count} variable${count === 1 ? '' : 's'}`;
const bare = (name: CaseName, count: number): string => `${CASES[name][0]}${count === 1 ? '' : ` beside ${count}`}`;

const againstBare = names.flatMap((name) =>
  COUNTS.map((count): Pair => [ours(name, count), bare(name, count), CASES[name][1]]),
);
const growth = (['get', 'fork and set'] as const).flatMap((name) =>
  COUNTS.slice(1).map((count): Pair => [ours(name, count), ours(name, 1), name === 'get' ? 1.3 : 1.5]),
);
const pairs = [...againstBare, ...growth];

const runtimes = [...nodes(), ...others()];
const samples = await onEach(runtimes, measure);
const tables = [
  tabulate({ title: 'The core against AsyncLocalStorage', kind: 'ratio', unit: 'ns' }, againstBare, samples),
  tabulate({ title: 'More variables against one', kind: 'ratio', unit: 'ns' }, growth, samples),
];
publish('core', runtimes, { packages: {}, tables, charts: [] });

function measure(runtime: Runtime): Promise<Samples> {
  const programs = COUNTS.map((count) => {
    const sides = names.flatMap((name) => [
      [ours(name, count), `${name}, ours`],
      [bare(name, count), `${name}, bare`],
    ]);
    return { runtime, module: 'core/program.js', args: [String(count)], sides: Object.fromEntries(sides) };
  });
  return repeat(programs, pairs, REPETITIONS);
}
