// What an id for each request costs, in processor time, whole request against whole request. Each side has a process of its
// own in each repetition, in which there is no network: what is measured is the server alone.
import { onEach, together } from './measure/on-each.js';
import { publish, show } from './measure/publish.js';
import { repeat, type Samples } from './measure/repeat.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, others, type Runtime } from './measure/runtimes.js';
import { versionsOf } from './measure/versions-of.js';
import { wishes } from './requests/wishes.js';
import { BARE, BY_HAND, OURS, type Subject } from './requests/subject.js';
import { SUBJECTS } from './requests/subjects.js';

const { words, isWhole, isWanted, repetitions } = wishes(Object.keys(SUBJECTS));

const runtimes = [...nodes(), ...others()].filter(isWanted);
const subjects = await Promise.all(words.map(async (word) => [word, await SUBJECTS[word]!()] as const));
const samples = await onEach(runtimes, (runtime) => {
  const measured = subjects.filter(([, { isPortable }]) => isPortable === true || runtime.name.startsWith('Node'));
  return together(measured, ([word, subject]) => measure(runtime, word, subject));
});

const pairs = subjects.flatMap(([, subject]) => subject.pairs.map((pair) => named(subject, pair)));
const isByHand = ([first, against]: Pair): boolean => first.endsWith(OURS) && against.endsWith(BY_HAND);
const beyond = subjects.flatMap(([, subject]) =>
  Object.keys(subject.sides)
    .filter((side) => side !== BARE)
    .map((side) => named(subject, [side, BARE])),
);
const tables = [
  tabulate(
    { title: 'Against the hand-written middleware', kind: 'ratio', unit: 'ns' },
    pairs.filter(isByHand),
    samples,
  ),
  tabulate(
    { title: 'Against peers', kind: 'ratio', unit: 'ns' },
    pairs.filter((pair) => !isByHand(pair)),
    samples,
  ),
  tabulate({ title: 'Beyond the bare server', kind: 'difference', unit: 'ns' }, beyond, samples),
].filter(({ rows }) => rows.length > 0);

if (isWhole) {
  const packages = {
    ...versionsOf(['express', 'fastify', 'hono', 'koa', '@nestjs/core', 'ws', 'pino', 'pino-http']),
    ...versionsOf(
      ['cls-rtracer', 'express-http-context', 'evlog', '@fastify/request-context', 'nestjs-cls'],
      'bench/peers',
    ),
    ...versionsOf(['@opentelemetry/instrumentation-http', '@opentelemetry/sdk-trace-node'], 'bench/peers'),
  };
  publish('requests', runtimes, { packages, tables, charts: [] });
} else {
  show({ tables, charts: [] });
}

async function measure(runtime: Runtime, word: string, subject: Subject): Promise<Samples> {
  const programs = Object.keys(subject.sides).map((side) => ({
    runtime,
    module: 'requests/program.js',
    args: [word, side],
    sides: { [side]: side },
  }));
  const measured = await repeat(programs, subject.pairs, repetitions);
  return Object.fromEntries(Object.entries(measured).map(([side, costs]) => [`${subject.name}, ${side}`, costs]));
}

function named({ name }: Subject, [first, against, aim]: Pair): Pair {
  return [`${name}, ${first}`, `${name}, ${against}`, aim];
}
