// What the doctor costs where it is loaded, against the same without it. It is no part of anything that is not loaded with it.
import type { Operation } from './doctor/program.js';
import { onEach } from './measure/on-each.js';
import { publish } from './measure/publish.js';
import { repeat, REPETITIONS, type Samples } from './measure/repeat.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';

const PAIRS: readonly Pair[] = [
  ['early await', 2],
  ['later await', 2],
  ['request', 3],
].map(([operation, aim]) => [`${operation}, with the doctor`, operation as Operation, aim as number]);

const runtimes = nodes();
const samples = await onEach(runtimes, measure);
publish('doctor', runtimes, {
  packages: {},
  tables: [tabulate({ title: 'What the doctor costs where it is loaded', kind: 'ratio', unit: 'ns' }, PAIRS, samples)],
  charts: [],
});

function measure(runtime: Runtime): Promise<Samples> {
  const programs = PAIRS.flatMap(([first, against]) => [first, against]).map((side) => {
    const [operation = '', doctor] = side.split(', ');
    const args = doctor === undefined ? runtime.args : [...runtime.args, '--import', 'throughline/doctor'];
    return {
      runtime: { ...runtime, args },
      module: 'doctor/program.js',
      args: [operation],
      sides: { [side]: operation },
    };
  });
  return repeat(programs, PAIRS, REPETITIONS);
}
