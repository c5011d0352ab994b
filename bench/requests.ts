// What an id for each request costs, in processor time, whole request against whole request.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { plain } from './measure/render.js';
import { tableGrid } from './measure/cells.js';
import { repeat } from './measure/repeat.js';
import { tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';
import { SUBJECTS } from './requests/subjects.js';
import type { Samples } from './measure/interleave.js';

const { values, positionals } = parseArgs({
  options: { node: { type: 'string' }, repetitions: { type: 'string', default: '15' } },
  allowPositionals: true,
});
const program = fileURLToPath(new URL('requests/program.js', import.meta.url));

for (const word of positionals) {
  const subject = await SUBJECTS[word]!();
  const runtimes = nodes().filter(({ name }) => values.node === undefined || name === `Node ${values.node}`);
  const samples = new Map<string, Samples>();
  for (const runtime of runtimes) {
    samples.set(
      runtime.name,
      repeat(Object.keys(subject.sides), subject.pairs, { least: 6, most: Number(values.repetitions) }, (side) =>
        measure(runtime, word, side),
      ),
    );
  }
  const beyond = Object.keys(subject.sides)
    .slice(1)
    .map((side) => [side, 'bare'] as const);
  console.log(plain(tableGrid(tabulate({ title: subject.name, kind: 'ratio', unit: 'ns' }, subject.pairs, samples))));
  console.log(plain(tableGrid(tabulate({ title: 'Beyond bare', kind: 'difference', unit: 'ns' }, beyond, samples))));
}

function measure(runtime: Runtime, word: string, side: string): number {
  const { stdout, stderr, status } = spawnSync(runtime.path, [...runtime.args, program, word, side], {
    encoding: 'utf8',
  });
  const cost = Number(stdout.trim().split('\n').at(-1));
  if (status !== 0 || Number.isNaN(cost)) throw new Error(`${word}, ${side}: ${stderr || stdout}`);
  return cost;
}
