// npm run test:runtimes [-- <runtime> …]: the suites on all runtimes, or on those that are named.
import { bundle } from './bundle.js';
import type { Outcome } from './inside/run-suite.js';
import { install } from './install.js';
import { report } from './report.js';
import { runOn } from './run-on.js';
import { type Runtime, RUNTIMES } from './runtimes.js';
import { type Suite, SUITES } from './suites.js';
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
const outcomes = new Map<Runtime, Map<Suite, readonly Outcome[]>>();
for (const runtime of chosen) {
  const bySuite = new Map<Suite, readonly Outcome[]>();
  outcomes.set(runtime, bySuite);
  for (const suite of SUITES) {
    const hasNode = runtime.kind === 'process' || runtime.flags.includes('nodejs_compat');
    const nodeFiles = hasNode ? (suite.nodeFiles ?? []) : [];
    const processFiles = runtime.kind === 'process' ? (suite.processFiles ?? []) : [];
    const files = [...suite.files, ...nodeFiles, ...processFiles];
    const started = performance.now();
    bySuite.set(suite, await runOn(runtime, await bundle(files, { entry: runtime.kind, hasNode }), world.settings));
    console.error(runtime.name, suite.name, Math.round(performance.now() - started), 'ms');
  }
}
world[Symbol.dispose]();
process.exitCode = report(outcomes);
