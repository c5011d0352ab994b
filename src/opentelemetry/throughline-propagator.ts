import {
  type Context,
  context as contextApi,
  propagation,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  trace,
} from '@opentelemetry/api';

import { checkOptions, type OptionChecks } from '../core/check-options.js';
import { SUPPRESS_TRACING } from '../request/active/otel-symbols.js';
import { traceIdsOf } from '../request/active/trace-ids.js';
import { CTX_REQUEST_ID } from '../request/context-vars.js';
import { W3C_HEADERS } from '../request/request-fields.js';
import { HEADER_NAME } from '../request/header-name.js';
import { resolveOptions } from '../request/tracing-options.js';
import { isPrintable, isRequestId } from '../request/arrive/request-id.js';
import { type Baggage, EMPTY_BAGGAGE, formatBaggage, parseBaggage } from '../w3c/baggage.js';
import { withBaggageVars } from '../w3c/baggage-var.js';
import { formatTraceparent, parseTraceparent } from '../w3c/traceparent.js';
import { parseTracestate } from '../w3c/tracestate.js';
import { fromOpenTelemetryBaggage, toOpenTelemetryBaggage } from './open-telemetry-baggage.js';
import { remoteSpan } from './remote-span.js';
import { REQUEST_ID_KEY } from './request-id-key.js';

interface PropagatorOptions {
  readonly requestHeader?: string | false;
}

const CHECKS: OptionChecks<PropagatorOptions> = { requestHeader: HEADER_NAME };

/**
 * Reads and writes `traceparent`, `tracestate`, `baggage` and the request id (`x-request-id`) for OpenTelemetry, with the parsers of this
 * package: strict, bounded, in linear time, and never throwing for what a carrier holds. It has no policy of trust: it accepts everything
 * that is valid. Source: W3C Trace Context Level 2; W3C Baggage.
 */
export class ThroughlinePropagator implements TextMapPropagator {
  readonly #requestHeader: string | false;

  /** With `requestHeader` the request id has another header, or none. Throws `TL_ERR_INVALID_OPTION` for a wrong or an unknown option. */
  constructor(options?: PropagatorOptions) {
    checkOptions(options, CHECKS);
    this.#requestHeader = resolveOptions(options).requestHeader;
  }

  /** Writes what `context` has of them; of the current request, its id and the values of variables that travel, too. */
  inject<C>(context: Context, carrier: C, setter: TextMapSetter<C>): void {
    if (context.getValue(SUPPRESS_TRACING) === true) return;
    const span = trace.getSpanContext(context);
    const ids = span === undefined ? undefined : traceIdsOf(span, undefined);
    if (ids !== undefined) {
      const { traceId, spanId: parentId, traceFlags: flags, tracestate } = ids;
      setter.set(carrier, 'traceparent', formatTraceparent({ traceId, parentId, flags }));
      if (tracestate !== '') setter.set(carrier, 'tracestate', tracestate);
    }
    const baggage = formatBaggage(baggageOf(context));
    if (baggage !== '') setter.set(carrier, 'baggage', baggage);
    const id = requestIdOf(context);
    if (this.#requestHeader !== false && isPrintable(id)) setter.set(carrier, this.#requestHeader, id);
  }

  /** A context with what `carrier` brings of them. Of an invalid `traceparent` nothing is taken, `tracestate` included. */
  extract<C>(context: Context, carrier: C, getter: TextMapGetter<C>): Context {
    const read = (name: string): string | undefined => toText(getter.get(carrier, name));
    let extracted = context;
    const parent = parseTraceparent(read('traceparent'));
    if (parent !== undefined) {
      extracted = trace.setSpanContext(extracted, remoteSpan(parent, parseTracestate(read('tracestate'))));
    }
    const baggage = parseBaggage(read('baggage'));
    if (baggage.size > 0) extracted = propagation.setBaggage(extracted, toOpenTelemetryBaggage(baggage));
    const id = this.#requestHeader === false ? undefined : read(this.#requestHeader);
    return id !== undefined && isRequestId(id) ? extracted.setValue(REQUEST_ID_KEY, id) : extracted;
  }

  fields(): string[] {
    return this.#requestHeader === false ? [...W3C_HEADERS] : [...W3C_HEADERS, this.#requestHeader];
  }
}

/** The baggage of `context`; where that is the current one, with the variables that travel. */
function baggageOf(context: Context): Baggage {
  const held = propagation.getBaggage(context);
  const baggage = held === undefined ? EMPTY_BAGGAGE : fromOpenTelemetryBaggage(held);
  return held === propagation.getBaggage(contextApi.active()) ? withBaggageVars(baggage) : baggage;
}

/** The request id that `context` was extracted with; where that is the current one, what the current context says. */
function requestIdOf(context: Context): unknown {
  const held = context.getValue(REQUEST_ID_KEY);
  const isCurrent = held === contextApi.active().getValue(REQUEST_ID_KEY);
  return isCurrent ? CTX_REQUEST_ID.get() || held : held;
}

/** Where a header came more than once, the values are joined by commas. */
function toText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.filter((part) => typeof part === 'string').join(',');
  return typeof value === 'string' ? value : undefined;
}
