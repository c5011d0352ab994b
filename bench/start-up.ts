// What it costs to import each entry, against a program that imports nothing: processor time and memory of fresh processes.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Samples } from './measure/repeat.js';
import { publish } from './measure/publish.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';
import type { Used } from './start-up/program.js';

const TURNS = 15;
const EMPTY = 'an empty program';
const LISTENING = 'a server that listens';
const REGISTER = 'throughline/register';
const REGISTERED_AND_LISTENING = `${REGISTER}, ${LISTENING}`;
/** Milliseconds. Most of `throughline/opentelemetry` is OpenTelemetry's API. */
const AIM = 5;
const OTHER_AIMS = new Map([
  [REGISTER, 12],
  ['throughline/opentelemetry', undefined],
]);

const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly exports: Record<string, unknown> };
const entries = Object.keys(exports)
  .filter((entry) => entry !== './package.json')
  .map((entry) => entry.replace('.', 'throughline'));
/** What each imports, in turn. */
const PROGRAMS = new Map<string, readonly string[]>([
  [EMPTY, []],
  ...entries.map((entry): [string, string[]] => [entry, [entry]]),
  [LISTENING, ['./listen.js']],
  [REGISTERED_AND_LISTENING, [REGISTER, './listen.js']],
]);
const program = fileURLToPath(new URL('start-up/program.js', import.meta.url));

const runtimes = nodes();
const time = new Map<string, Samples>();
const memory = new Map<string, Samples>();
for (const runtime of runtimes) {
  const used = measure(runtime);
  time.set(
    runtime.name,
    pick(used, ({ milliseconds }) => milliseconds),
  );
  memory.set(
    runtime.name,
    pick(used, ({ bytes }) => bytes),
  );
}

const pairs = (aimOf: (entry: string) => number | undefined): Pair[] => [
  ...entries.map((entry): Pair => [entry, EMPTY, aimOf(entry)]),
  [REGISTERED_AND_LISTENING, LISTENING],
];
publish('start-up', runtimes, {
  packages: {},
  tables: [
    tabulate(
      { title: 'Processor time of an import', kind: 'difference', unit: 'ms' },
      pairs((entry) => (OTHER_AIMS.has(entry) ? OTHER_AIMS.get(entry) : AIM)),
      time,
    ),
    tabulate(
      { title: 'Memory of an import', kind: 'difference', unit: 'bytes' },
      pairs(() => undefined),
      memory,
    ),
  ],
  charts: [],
});

/** All programs in turn, so that neighbours are measured side by side. */
function measure(runtime: Runtime): ReadonlyMap<string, readonly Used[]> {
  const used = new Map<string, Used[]>([...PROGRAMS.keys()].map((name) => [name, []]));
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [name, list] of used) list.push(run(runtime, name));
  }
  return used;
}

function run(runtime: Runtime, name: string): Used {
  const args = [...runtime.args, program, ...(PROGRAMS.get(name) ?? [])];
  const { stdout, stderr, status } = spawnSync(runtime.path, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return JSON.parse(stdout) as Used;
}

function pick(used: ReadonlyMap<string, readonly Used[]>, of: (one: Used) => number): Samples {
  return Object.fromEntries([...used].map(([name, list]) => [name, list.map(of)]));
}
