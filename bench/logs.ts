// Log lines with the fields of their request, against plain ones and against the same fields by hand; and what an access log
// costs a request. Each case has processes of its own, several, for the compiler does not decide alike in all.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { CaseName } from './logs/cases.js';
import type { Answer } from './logs/worker.js';
import { interleave, type Round, warmUp } from './measure/interleave.js';
import { render, type Row, save } from './measure/report.js';

const LAUNCHES = 2;

/** What is compared, and the ratio that we aim at. */
const COMPARISONS: readonly (readonly [first: CaseName, second: CaseName, aim?: number])[] = [
  ['pino, mixin', 'pino, the same fields by hand', 1.05],
  ['pino, mixin', 'pino, plain line'],
  ['pino, the same fields by hand', 'pino, plain line'],
  ['pino, mixin', 'pino, a child that is bound to them'],
  ['winston, withLogContext', 'winston, the same fields by hand', 1.05],
  ['winston, withLogContext', 'winston, plain line'],
  ['node:http, access log', 'node:http, traced'],
  ['fetch, access log', 'fetch, traced'],
];

const rows: Row[] = [];
for (const [name, against, aim] of COMPARISONS) {
  const [first, second] = [start(name), start(against)];
  try {
    const rounds = [roundOf(first), roundOf(second)] as const;
    for (const round of rounds) for (let pair = 0; pair < LAUNCHES; pair++) await warmUp(round, pair, 200);
    rows.push({ name, against, aim, ...(await interleave(...rounds, { milliseconds: 5 })) });
  } finally {
    for (const worker of [...first, ...second]) worker.kill();
  }
}
const table = { title: 'Per log line, and per request', rows };
console.log(render(table));
console.log(`\nWritten to ${save('logs', [table])}`);

function start(name: CaseName): ChildProcess[] {
  const worker = fileURLToPath(new URL('logs/worker.js', import.meta.url));
  return Array.from({ length: LAUNCHES }, () => fork(worker, [name]).on('exit', assertKilled));
}

/** One that ends by itself has failed, and will not answer. */
function assertKilled(code: number | null): void {
  if (code !== null) throw new Error(`A worker ended with ${code}.`);
}

function roundOf(processes: readonly ChildProcess[]): Round {
  return async (operations, pair) => {
    const worker = processes[pair % LAUNCHES] as ChildProcess;
    const answer = once(worker, 'message');
    worker.send(operations);
    const [nanoseconds] = (await answer) as [Answer];
    return nanoseconds;
  };
}
