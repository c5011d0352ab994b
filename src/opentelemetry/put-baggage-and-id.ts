import { type Context as OpenTelemetryContext, propagation } from '@opentelemetry/api';

import type { Context } from '../core/context.js';
import { put } from '../core/access.js';
import { CTX_BAGGAGE, CTX_REQUEST_ID } from '../request/context-vars.js';
import { readBaggageVars } from '../w3c/baggage-var.js';
import { EMPTY_BAGGAGE } from '../w3c/baggage.js';
import { fromOpenTelemetryBaggage } from './open-telemetry-baggage.js';
import { REQUEST_ID_KEY } from './request-id-key.js';

/** Whether making `next` active changes variables of this package: those that hold baggage, or the request id. */
export function changesVariables(previous: OpenTelemetryContext, next: OpenTelemetryContext): boolean {
  return propagation.getBaggage(next) !== propagation.getBaggage(previous) || bringsId(previous, next);
}

/** Puts the baggage and the request id of `next` into `target`, where they differ from those of `previous`. */
export function putBaggageAndId(target: Context, previous: OpenTelemetryContext, next: OpenTelemetryContext): void {
  const held = propagation.getBaggage(next);
  if (held !== propagation.getBaggage(previous)) {
    const baggage = held === undefined ? EMPTY_BAGGAGE : fromOpenTelemetryBaggage(held);
    put(target, CTX_BAGGAGE, baggage);
    readBaggageVars(baggage, (variable, value) => put(target, variable, value));
  }
  if (bringsId(previous, next)) put(target, CTX_REQUEST_ID, next.getValue(REQUEST_ID_KEY) as string);
}

function bringsId(previous: OpenTelemetryContext, next: OpenTelemetryContext): boolean {
  const id = next.getValue(REQUEST_ID_KEY);
  return typeof id === 'string' && id !== previous.getValue(REQUEST_ID_KEY);
}
