// The headers of the W3C against OpenTelemetry's, and what `propagate` costs a fetch.
import type { Samples } from './measure/interleave.js';
import { Launches } from './measure/launches.js';
import { measureSides } from './measure/measure-sides.js';
import { publish } from './measure/publish.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';
import { versionsOf } from './measure/versions-of.js';
import { Worker } from './measure/worker.js';
import type { CaseName } from './wire/cases.js';

const LAUNCHES = 2;
const ROUND = { turns: 60, milliseconds: 2, warmUp: 60 };
const FETCH_ROUND = { turns: 20, milliseconds: 50, warmUp: 300 };

const PARSERS: readonly (readonly [ours: CaseName, theirs: CaseName, aim?: number])[] = [
  ['parse traceparent', 'parseTraceParent', 0.5],
  ['parse and format tracestate', 'new TraceState(…).serialize()', 0.5],
  ['parse baggage', 'W3CBaggagePropagator.extract', 0.5],
  ['format traceparent', 'W3CTraceContextPropagator.inject', 1],
  ['format baggage', 'W3CBaggagePropagator.inject', 1],
  ['extract, all headers', 'CompositePropagator.extract', 1],
  ['inject, all headers', 'CompositePropagator.inject', 1],
];

/** What is listed while fetch is called. */
const FETCHES: Readonly<Record<string, string>> = {
  fetch: '',
  'fetch to a listed origin': 'itself',
  'fetch to an origin that is not listed': 'another',
};
const FETCH_PAIRS: readonly Pair[] = Object.keys(FETCHES)
  .slice(1)
  .map((name) => [name, 'fetch']);

const runtimes = nodes();
const parsed = new Map<string, Samples>();
const fetched = new Map<string, Samples>();
for (const runtime of runtimes) {
  const all: Samples[] = [];
  for (const [ours, theirs] of PARSERS) all.push(await measureParser(runtime, [ours, theirs]));
  parsed.set(runtime.name, Object.assign({}, ...all) as Samples);
  fetched.set(runtime.name, await measureFetch(runtime));
}

publish('wire', runtimes, {
  packages: versionsOf(['@opentelemetry/core', '@opentelemetry/api']),
  tables: [
    tabulate({ title: 'Headers against OpenTelemetry', kind: 'ratio', unit: 'ns' }, PARSERS, parsed),
    tabulate({ title: 'What propagate costs a fetch', kind: 'ratio', unit: 'ns' }, FETCH_PAIRS, fetched),
  ],
  charts: [],
});

async function measureParser(runtime: Runtime, sides: readonly CaseName[]): Promise<Samples> {
  const starts = sides.map((name) => [name, Launches.start(LAUNCHES, runtime, 'wire/worker.js', [name])] as const);
  return measureSides(new Map(starts), ROUND);
}

async function measureFetch(runtime: Runtime): Promise<Samples> {
  const server = await Worker.start(runtime, 'wire/server.js', []);
  try {
    const port = await server.ask<number>('port');
    const starts = Object.entries(FETCHES).map(
      ([name, listed]) =>
        [name, Launches.start(LAUNCHES, runtime, 'wire/fetch-worker.js', [String(port), listed])] as const,
    );
    return await measureSides(new Map(starts), FETCH_ROUND);
  } finally {
    server.stop();
  }
}
