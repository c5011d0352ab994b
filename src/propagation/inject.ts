import { checkOptions, type OptionChecks } from '../core/check-options.js';
import { W3C_HEADERS } from '../request/request-fields.js';
import { HEADER_NAME } from '../request/header-name.js';
import { resolveOptions } from '../request/tracing-options.js';
import { outgoingFields } from './fields/outgoing-fields.js';
import { type WritableCarrier, writeCarrier } from './carriers/writable-carrier.js';

/** How `inject` writes. */
export interface InjectOptions {
  /** The header, in lower case, that carries the request id; by default `x-request-id`, `false` for none. */
  readonly requestHeader?: string | false;
}

const CHECKS: OptionChecks<InjectOptions> = { requestHeader: HEADER_NAME };

/**
 * Writes the current request and trace into `carrier`, for another process: `traceparent`, with a span id of its own for this message,
 * `tracestate`, `baggage` and the request id. What is not there is not written. Headers of another request are removed from the carrier.
 * Returns the carrier. Use it for anything that has headers: messages of a queue, calls of a protocol. Throws `TL_ERR_INVALID_ARGUMENT` if
 * `carrier` is not a carrier or cannot be written, and `TL_ERR_INVALID_OPTION` for a wrong or an unknown option. Source: W3C Trace Context
 * Level 2, 3.4; W3C Baggage.
 *
 *     channel.publish(exchange, key, body, { headers: inject({}) });
 */
export function inject<C extends WritableCarrier>(carrier: C, options?: InjectOptions): C {
  checkOptions(options, CHECKS);
  const { requestHeader } = resolveOptions(options);
  const fields = outgoingFields(requestHeader);
  // Of another request nothing stays: its tracestate would be taken for that of this trace.
  const names = requestHeader === false ? W3C_HEADERS : [...W3C_HEADERS, requestHeader];
  writeCarrier(carrier, fields.length === 0 ? [] : names, fields);
  return carrier;
}
