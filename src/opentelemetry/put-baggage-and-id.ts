import { type Context as OpenTelemetryContext, propagation } from '@opentelemetry/api';

import type { Context } from '../core/context.js';
import { put } from '../core/access.js';
import { CTX_BAGGAGE, CTX_REQUEST_ID } from '../request/context-vars.js';
import { readBaggageVars } from '../w3c/baggage-var.js';
import { EMPTY_BAGGAGE } from '../w3c/baggage.js';
import { fromOpenTelemetryBaggage } from './open-telemetry-baggage.js';
import { REQUEST_ID_KEY } from './request-context.js';

/** Puts the baggage and the request id of `next` into `target`, where they differ from those of `previous`. */
export function putBaggageAndId(target: Context, previous: OpenTelemetryContext, next: OpenTelemetryContext): void {
  const held = propagation.getBaggage(next);
  if (held !== propagation.getBaggage(previous)) {
    const baggage = held === undefined ? EMPTY_BAGGAGE : fromOpenTelemetryBaggage(held);
    put(target, CTX_BAGGAGE, baggage);
    readBaggageVars(baggage, (variable, value) => put(target, variable, value));
  }
  const id = next.getValue(REQUEST_ID_KEY);
  if (typeof id === 'string' && id !== previous.getValue(REQUEST_ID_KEY)) put(target, CTX_REQUEST_ID, id);
}
