import type { Field } from './outgoing-fields.js';

/**
 * Those of `fields` that a request does not have: the caller's headers win. Where the caller has set `traceparent`, `tracestate`
 * is left out too, for it belongs to that trace. Source: W3C Trace Context Level 2, 3.3.1.
 */
export function missingFields(fields: readonly Field[], has: (name: string) => boolean): Field[] {
  const ownTrace = has('traceparent');
  return fields.filter(([name]) => !has(name) && !(ownTrace && name === 'tracestate'));
}
