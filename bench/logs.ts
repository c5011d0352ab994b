// Log lines with the fields of their request, against plain ones and against what others write; and what an access log costs
// a request. Each case has processes of its own.
import type { CaseName } from './logs/cases.js';
import type { Samples } from './measure/interleave.js';
import { Launches } from './measure/launches.js';
import { measureSides, type SideOptions } from './measure/measure-sides.js';
import { publish } from './measure/publish.js';
import { tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';
import { versionsOf } from './measure/versions-of.js';

const LAUNCHES = 2;
const LINES = { turns: 60, milliseconds: 4, warmUp: 100 };
/** A request goes through far more code, which the compiler has to see. */
const REQUESTS = { turns: 40, milliseconds: 10, warmUp: 1500 };

/** What is compared, and the ratio that we aim at. Each is measured in the turns of its group. */
type Group = readonly (readonly [first: CaseName, second: CaseName, aim?: number])[];

const LINE_GROUPS: readonly Group[] = [
  [
    ['pino, mixin', 'pino, plain line', 1.05],
    ['pino, mixin', 'pino, the same fields by hand', 1.05],
    ['pino, mixin', 'pino, a child that is bound to them'],
    ['pino, mixin', 'pino, mixin over AsyncLocalStorage'],
    ['pino, mixin of the id alone', 'pino, plain line', 1.05],
    ['pino, mixin of the id alone', 'pino, mixin of the id over AsyncLocalStorage'],
  ],
  [
    ['pino, mixin, a child for each line', 'pino, a child for each line'],
    ['pino, mixin, a child for each line', 'pino, mixin over AsyncLocalStorage, a child for each line', 1],
  ],
  [
    ['winston, withLogContext', 'winston, plain line'],
    ['winston, withLogContext', 'winston, the same fields by hand', 1.05],
    ['winston, withLogContext', 'winston, a format over AsyncLocalStorage', 1],
  ],
];
const REQUEST_GROUPS: readonly Group[] = [
  [
    ['node:http, access log by pino', 'node:http, traced'],
    ['node:http, access log by pino', 'node:http, pino-http', 1],
  ],
  [['fetch, access log', 'fetch, traced']],
];

const runtimes = nodes();
const samples = new Map<string, Samples>();
for (const runtime of runtimes) {
  const all: Samples[] = [];
  for (const group of LINE_GROUPS) all.push(await measure(runtime, group, LINES));
  for (const group of REQUEST_GROUPS) all.push(await measure(runtime, group, REQUESTS));
  samples.set(runtime.name, Object.assign({}, ...all) as Samples);
}

const pairs = [...LINE_GROUPS, ...REQUEST_GROUPS].flat();
publish('logs', runtimes, {
  packages: versionsOf(['pino', 'pino-http', 'winston']),
  tables: [tabulate({ title: 'Per log line, and per request', kind: 'ratio', unit: 'ns' }, pairs, samples)],
  charts: [],
});

async function measure(runtime: Runtime, group: Group, round: SideOptions): Promise<Samples> {
  const names = new Set(group.flatMap(([first, second]) => [first, second]));
  const starts = [...names].map((name) => [name, Launches.start(LAUNCHES, runtime, 'logs/worker.js', [name])] as const);
  return measureSides(new Map(starts), round);
}
