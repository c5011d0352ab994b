// The core against a bare AsyncLocalStorage, and against itself with more variables.
// Each number of variables has processes of its own, so that their JIT state and their variables do not mix; several,
// for the compiler does not decide alike in all. They live side by side and run one round at a time in turn, so that
// rounds of two processes are as close to each other in time as two of one process.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { CaseName } from './core/cases.js';
import type { Answer, Request } from './core/worker.js';
import { interleave, type Round, warmUp } from './measure/interleave.js';
import { render, type Row, runtime, save, type Table } from './measure/report.js';

const COUNTS = [1, 16, 64, 1024] as const;
type Count = (typeof COUNTS)[number];

/** Processes for each number of variables; the pairs of rounds go to them in turn. */
const LAUNCHES = 3;

/** What each case is measured against, and the ratio that we aim at. */
const CASES: Record<CaseName, { readonly against: string; readonly aim?: number }> = {
  get: { against: 'getStore().value', aim: 1.3 },
  set: { against: 'getStore().value = x' },
  'set and reset': { against: 'the same twice' },
  run: { against: 'als.run({ value }, noop)' },
  'createTask(noop)': { against: 'als.run({ value }, Promise.resolve)', aim: 1.3 },
  'fork and set': { against: 'als.run({ value }, Promise.resolve)' },
  copyContext: { against: 'getStore() and a new object' },
};

/** What shall not grow with the number of variables. */
const GROWTH: Partial<Record<CaseName, number>> = { get: 1.3, 'fork and set': 1.5 };

const names = Object.keys(CASES) as CaseName[];
const workers = new Map(COUNTS.map((count) => [count, Array.from({ length: LAUNCHES }, () => start(count))]));

try {
  const { name, version } = runtime();
  console.log(`core on ${name} ${version}\n`);
  for (const count of COUNTS) await warmUpAll(count);
  const tables: Table[] = [];
  for (const count of COUNTS) tables.push(show(await againstBare(count)));
  tables.push(show(await growth()));
  console.log(`Written to ${save('core', tables)}`);
} finally {
  for (const worker of [...workers.values()].flat()) worker.kill();
}

function start(count: number): ChildProcess {
  return fork(fileURLToPath(new URL('core/worker.js', import.meta.url)), [String(count)]);
}

function show(table: Table): Table {
  console.log(`${render(table)}\n`);
  return table;
}

/** Rounds of one side of a case, in the processes that have `count` variables. */
function rounds(count: Count, name: CaseName, side: Request['side']): Round {
  return async (operations, pair) => {
    const worker = workers.get(count)?.[pair % LAUNCHES] as ChildProcess;
    worker.send({ name, side, operations } satisfies Request);
    const [answer] = (await once(worker, 'message')) as [Answer];
    return answer.nanoseconds;
  };
}

/** All cases, before any is measured: what is measured first is not compiled for itself alone then. */
async function warmUpAll(count: Count): Promise<void> {
  for (const name of [...names, ...names]) {
    for (let launch = 0; launch < LAUNCHES; launch++) {
      await warmUp(rounds(count, name, 'ours'), launch);
      await warmUp(rounds(count, name, 'bare'), launch);
    }
  }
}

async function againstBare(count: Count): Promise<Table> {
  const rows: Row[] = [];
  for (const name of names) {
    const comparison = await interleave(rounds(count, name, 'ours'), rounds(count, name, 'bare'));
    rows.push({ name, ...CASES[name], ...comparison });
  }
  return { title: `${count} variable${count === 1 ? '' : 's'} with a value`, rows };
}

async function growth(): Promise<Table> {
  const rows: Row[] = [];
  for (const name of Object.keys(GROWTH) as (keyof typeof GROWTH)[]) {
    for (const count of COUNTS.slice(1)) {
      const comparison = await interleave(rounds(count, name, 'ours'), rounds(1, name, 'ours'));
      rows.push({ name: `${name}, ${count} variables`, against: '1 variable', aim: GROWTH[name], ...comparison });
    }
  }
  return { title: 'More variables against one', rows };
}
