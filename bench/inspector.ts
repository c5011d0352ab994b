// What an application pays for each request while the inspector watches it, without the doctor: whole request against whole request.
import { onEach } from './measure/on-each.js';
import { publish } from './measure/publish.js';
import { repeat, REPETITIONS, type Samples } from './measure/repeat.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';

const WORDS = { plain: 'a request', work: 'a request with a variable, a span and a task' } as const;

/** In nanoseconds. */
const AIM = 10_000;

const pairs = Object.values(WORDS).map((name): Pair => {
  return [`${name}, watched`, `${name}, not watched`, name === WORDS.plain ? AIM : undefined];
});
const runtimes = nodes();
const samples = await onEach(runtimes, measure);

publish('inspector', runtimes, {
  packages: {},
  tables: [tabulate({ title: 'While the inspector watches', kind: 'difference', unit: 'ns' }, pairs, samples)],
  charts: [],
});

function measure(runtime: Runtime): Promise<Samples> {
  const programs = Object.entries(WORDS).flatMap(([word, name]) =>
    ['watched', 'not watched'].map((side) => ({
      runtime,
      module: 'inspector/program.js',
      args: [word, side],
      sides: { [`${name}, ${side}`]: 'requests' },
    })),
  );
  return repeat(programs, pairs, REPETITIONS);
}
