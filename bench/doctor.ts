// What the doctor costs where it is loaded, against the same without it. It is no part of anything that is not loaded with it.
import { onEach } from './measure/on-each.js';
import { publish } from './measure/publish.js';
import { repeat, REPETITIONS, type Samples } from './measure/repeat.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';

/** What is loaded before the program, by what stands after the operation in the name of a side. */
const LOADED: Readonly<Record<string, string>> = {
  'with the doctor': 'throughline/doctor',
  'with hooks that do nothing': new URL('doctor/empty-hooks.js', import.meta.url).href,
};

const PAIRS: readonly Pair[] = [
  ['early await, with the doctor', 'early await', 2],
  ['early await, with hooks that do nothing', 'early await'],
  ['later await, with the doctor', 'later await', 2],
  ['request, with the doctor', 'request', 3],
];

const runtimes = nodes();
const samples = await onEach(runtimes, measure);
publish('doctor', runtimes, {
  packages: {},
  tables: [tabulate({ title: 'What the doctor costs where it is loaded', kind: 'ratio', unit: 'ns' }, PAIRS, samples)],
  charts: [],
});

function measure(runtime: Runtime): Promise<Samples> {
  const sides = new Set(PAIRS.flatMap(([first, against]) => [first, against]));
  const programs = [...sides].map((side) => {
    const [operation = '', loaded] = side.split(', ');
    const args = loaded === undefined ? runtime.args : [...runtime.args, '--import', LOADED[loaded] as string];
    return {
      runtime: { ...runtime, args },
      module: 'doctor/program.js',
      args: [operation],
      sides: { [side]: operation },
    };
  });
  return repeat(programs, PAIRS, REPETITIONS);
}
