// Log lines with the fields of their request, against plain ones and against what others write. Each case has processes of its
// own. What a line for each request costs a server is in the bench of requests.
import type { CaseName } from './logs/cases.js';
import { onEach, together } from './measure/on-each.js';
import { publish } from './measure/publish.js';
import { repeat, REPETITIONS, type Samples } from './measure/repeat.js';
import { tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';
import { versionsOf } from './measure/versions-of.js';

/** What is compared, and the ratio that we aim at. Each is measured in turn with its group. */
type Group = readonly (readonly [first: CaseName, second: CaseName, aim?: number])[];

const GROUPS: readonly Group[] = [
  [
    ['pino, mixin', 'pino, plain line'],
    ['pino, mixin', 'pino, the same fields by hand', 1.05],
    ['pino, mixin', 'pino, a child that is bound to them'],
    ['pino, mixin', 'pino, mixin over AsyncLocalStorage', 1.05],
    ['pino, mixin of the id alone', 'pino, plain line'],
    ['pino, mixin of the id alone', 'pino, mixin of the id over AsyncLocalStorage'],
  ],
  [
    ['pino, mixin, a child for each line', 'pino, a child for each line'],
    ['pino, mixin, a child for each line', 'pino, mixin over AsyncLocalStorage, a child for each line', 1.05],
  ],
  [
    ['winston, withLogContext', 'winston, plain line'],
    ['winston, withLogContext', 'winston, the same fields by hand', 1.05],
    ['winston, withLogContext', 'winston, a format over AsyncLocalStorage', 1],
  ],
];

const runtimes = nodes();
const samples = await onEach(runtimes, (runtime) => together(GROUPS, (group) => measure(runtime, group)));

publish('logs', runtimes, {
  packages: versionsOf(['pino', 'winston']),
  tables: [tabulate({ title: 'Per log line', kind: 'ratio', unit: 'ns' }, GROUPS.flat(), samples)],
  charts: [],
});

function measure(runtime: Runtime, group: Group): Promise<Samples> {
  const names = [...new Set(group.flatMap(([first, second]) => [first, second]))];
  const programs = names.map((name) => ({ runtime, module: 'logs/program.js', args: [name], sides: { [name]: name } }));
  return repeat(programs, group, REPETITIONS);
}
