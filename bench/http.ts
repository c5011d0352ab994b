// What tracing costs a server: processor time per request, by the server's own account. Throughput would tell what the
// machine had to spare. Each side of each framework has servers in processes of their own, several, for the compiler does
// not decide alike in all; they live side by side and take their rounds of requests in turn. The requests come from here.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { FRAMEWORKS, type Side, SIDES } from './http/frameworks.js';
import { Load } from './http/load.js';
import type { Answer } from './http/worker.js';
import { interleave, type Round, warmUp } from './measure/interleave.js';
import { render, type Row, runtime, save } from './measure/report.js';

/** Processes for each side; the pairs of rounds go to them in turn. */
const LAUNCHES = 3;
const ROUND = { pairs: 60, milliseconds: 120 };
const WARM_UP_MILLISECONDS = 1500;

/** What node:http aims at, against what one would write by hand. */
const AIM = 1.05;

const [only] = process.argv.slice(2);
const { name, version } = runtime();
console.log(`http on ${name} ${version}\n`);

const rows: Row[] = [];
for (const framework of Object.keys(FRAMEWORKS)) {
  if (only === undefined || only === framework) rows.push(...(await measure(framework)));
}
const table = { title: 'Processor time per request', rows };
console.log(render(table));
console.log(`\nWritten to ${save('http', [table])}`);

async function measure(framework: string): Promise<Row[]> {
  const workers = new Map<Side, ChildProcess[]>();
  for (const side of SIDES)
    workers.set(
      side,
      Array.from({ length: LAUNCHES }, () => start(framework, side)),
    );
  try {
    const rounds = {} as Record<Side, Round>;
    for (const [side, processes] of workers) {
      rounds[side] = await roundsOf(processes);
      for (let launch = 0; launch < LAUNCHES; launch++) await warmUp(rounds[side], launch, WARM_UP_MILLISECONDS);
    }
    const compare = async (first: Side, second: Side, aim?: number): Promise<Row> => ({
      name: `${framework}, ${first}`,
      against: second,
      aim,
      ...(await interleave(rounds[first], rounds[second], ROUND)),
    });
    return [
      await compare('by hand', 'bare'),
      await compare('throughline', 'by hand', framework === 'node:http' ? AIM : undefined),
    ];
  } finally {
    for (const worker of [...workers.values()].flat()) worker.kill();
  }
}

function start(framework: string, side: Side): ChildProcess {
  return fork(fileURLToPath(new URL('http/worker.js', import.meta.url)), [framework, side]);
}

async function roundsOf(processes: readonly ChildProcess[]): Promise<Round> {
  const loads = (await Promise.all(processes.map(answerOf))).map((port) => new Load(port));
  return async (requests, pair) => {
    const launch = pair % LAUNCHES;
    const worker = processes[launch] as ChildProcess;
    const before = await used(worker);
    await (loads[launch] as Load).send(requests);
    return (await used(worker)) - before;
  };
}

async function used(worker: ChildProcess): Promise<number> {
  const answer = answerOf(worker);
  worker.send('used');
  return answer;
}

async function answerOf(worker: ChildProcess): Promise<Answer> {
  const [answer] = (await once(worker, 'message')) as [Answer];
  return answer;
}
