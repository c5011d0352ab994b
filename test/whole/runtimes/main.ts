// npm run test:runtimes [-- <runtime> …]: the suites on all runtimes, or on those that are named.
import { burst } from './burst.js';
import type { Outcome } from './inside/run-suite.js';
import { install } from './install.js';
import { type Outcomes, report } from './report.js';
import { runSuiteOn } from './run-suite-on.js';
import { RUNTIMES } from './runtimes.js';
import { SUITES } from './suites.js';
import { World } from './world.js';

const names = process.argv.slice(2);
const unknown = names.filter((name) => !RUNTIMES.some((runtime) => runtime.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no runtime named ${unknown.join(', ')}. There are: ${RUNTIMES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}
const chosen = RUNTIMES.filter(({ name }) => names.length === 0 || names.includes(name));

install();
const world = await World.start();
const outcomes: Outcomes = new Map(chosen.map((runtime) => [runtime, new Map<string, readonly Outcome[]>()]));
for (const [runtime, bySuite] of outcomes) {
  process.stderr.write(`${runtime.name}: `);
  for (const suite of SUITES) {
    bySuite.set(suite.name, await runSuiteOn(runtime, suite, world.settings(runtime.name)));
    process.stderr.write(`${suite.name} `);
  }
  bySuite.set('burst', await burst(runtime));
  process.stderr.write('burst\n');
}
world[Symbol.dispose]();
process.exitCode = report(outcomes);
