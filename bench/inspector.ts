// What an application pays for each request while the inspector watches it, without the doctor: whole request against whole request.
import { costIn } from './measure/cost-in.js';
import { publish } from './measure/publish.js';
import { repeat, type Samples } from './measure/repeat.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';

const WORDS = { plain: 'a request', work: 'a request with a variable, a span and a task' } as const;

/** In nanoseconds. */
const AIM = 10_000;

const pairs = Object.values(WORDS).map((name): Pair => {
  return [`${name}, watched`, `${name}, not watched`, name === WORDS.plain ? AIM : undefined];
});
const runtimes = nodes();
const samples = new Map(runtimes.map((runtime) => [runtime.name, measure(runtime)]));

publish('inspector', runtimes, {
  packages: {},
  tables: [tabulate({ title: 'While the inspector watches', kind: 'difference', unit: 'ns' }, pairs, samples)],
  charts: [],
});

function measure(runtime: Runtime): Samples {
  const sides = pairs.flatMap(([first, against]) => [first, against]);
  return repeat(sides, pairs, { least: 3, most: 3 }, (name) => {
    const word = Object.entries(WORDS).find(([, begin]) => name.startsWith(`${begin}, `))?.[0] ?? '';
    return { [name]: costIn(runtime, 'inspector/program.js', [word, name.split(', ').at(-1) as string]) as number };
  });
}
