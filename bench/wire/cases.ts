import { defaultTextMapGetter, defaultTextMapSetter, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import {
  CompositePropagator,
  parseTraceParent,
  TraceState,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import { extract, inject } from 'throughline/propagation';

import { BAGGAGES, TRACEPARENTS, TRACESTATES } from './corpus.js';
import { formatBaggage, formatTraceparent, parseBaggage, parseTraceparent, parseTracestate } from './internals.js';

/** Does one operation on the `i`-th header and gives what came of it, which is never empty. */
export type Operation = (i: number) => unknown;

const traces = new W3CTraceContextPropagator();
const baggage = new W3CBaggagePropagator();
const both = new CompositePropagator({ propagators: [traces, baggage] });

const carriers = TRACEPARENTS.map((traceparent, i) => ({
  traceparent,
  tracestate: TRACESTATES[i] as string,
  baggage: BAGGAGES[i] as string,
}));
const read = (i: number) => both.extract(ROOT_CONTEXT, carriers[i]!, defaultTextMapGetter);

const parents = TRACEPARENTS.map((header) => parseTraceparent(header)!);
const bags = BAGGAGES.map((header) => parseBaggage(header));
const contexts = carriers.map((carrier) => extract(carrier));
const theirContexts = carriers.map((_, i) => read(i));
const theirParents = TRACEPARENTS.map((traceparent) =>
  traces.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter),
);

/** The operations of both sides, each under its name. */
export const CASES = {
  'parse traceparent': (i) => parseTraceparent(TRACEPARENTS[i]),
  parseTraceParent: (i) => parseTraceParent(TRACEPARENTS[i]!),
  'format traceparent': (i) => ({ traceparent: formatTraceparent(parents[i]!) }),
  'W3CTraceContextPropagator.inject': (i) => injected(traces, theirParents[i]!),
  'parse and format tracestate': (i) => parseTracestate(TRACESTATES[i]),
  'new TraceState(…).serialize()': (i) => new TraceState(TRACESTATES[i]).serialize(),
  'parse baggage': (i) => parseBaggage(BAGGAGES[i]),
  'W3CBaggagePropagator.extract': (i) =>
    propagation.getBaggage(baggage.extract(ROOT_CONTEXT, carriers[i]!, defaultTextMapGetter)),
  'format baggage': (i) => ({ baggage: formatBaggage(bags[i]!) }),
  'W3CBaggagePropagator.inject': (i) => injected(baggage, theirContexts[i]!),
  'extract, all headers': (i) => extract(carriers[i]),
  'CompositePropagator.extract': (i) => trace.getSpanContext(read(i)),
  'inject, all headers': (i) => contexts[i]!.run(inject, {}),
  'CompositePropagator.inject': (i) => injected(both, theirContexts[i]!),
} satisfies Record<string, Operation>;

function injected(propagator: Pick<CompositePropagator, 'inject'>, from: typeof ROOT_CONTEXT): object {
  const carrier = {};
  propagator.inject(from, carrier, defaultTextMapSetter);
  return carrier;
}

export type CaseName = keyof typeof CASES;
