import {
  CTX_BAGGAGE,
  CTX_REQUEST_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
} from '../../request/context-vars.js';
import { recordedSpanId } from '../../request/active/active-ids.js';
import { isPrintable } from '../../request/arrive/request-id.js';
import { formatBaggage } from '../../w3c/baggage.js';
import { withBaggageVars } from '../../w3c/baggage-var.js';
import { generateSpanId, isTraceId } from '../../w3c/ids.js';
import { formatTraceparent } from '../../w3c/traceparent.js';
import { parseTracestate } from '../../w3c/tracestate.js';

/** A header that is sent along. */
export type Field = readonly [name: string, value: string];

/**
 * The headers that carry the request and the trace of the current context into another process: `traceparent`, with the span
 * that is recorded here as the parent, else with a span id of its own for this call, `tracestate`, `baggage`, and the
 * request id under the name `requestHeader`, unless that is `false`. None for what there is not. Whatever the application has
 * set, only valid headers come out. Source: W3C Trace Context Level 2, 3.4; W3C Baggage.
 */
export function outgoingFields(requestHeader: string | false): Field[] {
  const fields: Field[] = [];
  const traceId = CTX_TRACE_ID.get();
  if (isTraceId(traceId)) {
    fields.push([
      'traceparent',
      formatTraceparent({ traceId, parentId: recordedSpanId() ?? generateSpanId(), flags: CTX_TRACE_FLAGS.get() }),
    ]);
    const tracestate = parseTracestate(CTX_TRACESTATE.get());
    if (tracestate !== '') fields.push(['tracestate', tracestate]);
  }
  const baggage = formatBaggage(withBaggageVars(CTX_BAGGAGE.get()));
  if (baggage !== '') fields.push(['baggage', baggage]);
  const id = CTX_REQUEST_ID.get();
  if (requestHeader !== false && isPrintable(id)) fields.push([requestHeader, id]);
  return fields;
}

/**
 * Those of `fields` that a request does not have: the caller's headers win. Where the caller has set `traceparent`, `tracestate`
 * is left out too, for it belongs to that trace. Source: W3C Trace Context Level 2, 3.3.1.
 */
export function missingFields(fields: readonly Field[], has: (name: string) => boolean): Field[] {
  const ownTrace = has('traceparent');
  return fields.filter(([name]) => !has(name) && !(ownTrace && name === 'tracestate'));
}
