// The headers of the W3C against OpenTelemetry's, and what `propagate` costs a fetch.
import { onEach, together } from './measure/on-each.js';
import { publish } from './measure/publish.js';
import { repeat, REPETITIONS, type Samples } from './measure/repeat.js';
import { type Pair, tabulate } from './measure/report.js';
import { nodes, type Runtime } from './measure/runtimes.js';
import { versionsOf } from './measure/versions-of.js';
import { Worker } from './measure/worker.js';
import type { CaseName } from './wire/cases.js';

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
const parsed = await onEach(runtimes, (runtime) => together(PARSERS, (pair) => measureParser(runtime, pair)));
const fetched = await onEach(runtimes, measureFetch);

publish('wire', runtimes, {
  packages: versionsOf(['@opentelemetry/core', '@opentelemetry/api']),
  tables: [
    tabulate({ title: 'Headers against OpenTelemetry', kind: 'ratio', unit: 'ns' }, PARSERS, parsed),
    tabulate({ title: 'What propagate costs a fetch', kind: 'ratio', unit: 'ns' }, FETCH_PAIRS, fetched),
  ],
  charts: [],
});

function measureParser(runtime: Runtime, pair: Pair): Promise<Samples> {
  const [ours, theirs] = pair;
  const programs = [ours, theirs].map((name) => ({
    runtime,
    module: 'wire/program.js',
    args: [name],
    sides: { [name]: name },
  }));
  return repeat(programs, [pair], REPETITIONS);
}

async function measureFetch(runtime: Runtime): Promise<Samples> {
  const server = await Worker.start(runtime, 'wire/server.js', []);
  try {
    const port = await server.ask<number>('port');
    const programs = Object.entries(FETCHES).map(([name, listed]) => ({
      runtime,
      module: 'wire/fetch-program.js',
      args: [String(port), listed],
      sides: { [name]: 'fetch' },
    }));
    return await repeat(programs, FETCH_PAIRS, REPETITIONS);
  } finally {
    server.stop();
  }
}
