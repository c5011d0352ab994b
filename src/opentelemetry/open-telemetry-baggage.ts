import { type Baggage as OpenTelemetryBaggage, baggageEntryMetadataFromString, propagation } from '@opentelemetry/api';

import type { Baggage, BaggageEntry } from '../w3c/baggage.js';

/** The same baggage, as OpenTelemetry has it. */
export function toOpenTelemetryBaggage(baggage: Baggage): OpenTelemetryBaggage {
  const entries = [...baggage].map(([key, { value, properties }]) => [
    key,
    properties === undefined ? { value } : { value, metadata: baggageEntryMetadataFromString(properties) },
  ]);
  return propagation.createBaggage(Object.fromEntries(entries) as Parameters<typeof propagation.createBaggage>[0]);
}

/** The same baggage, as this package has it. */
export function fromOpenTelemetryBaggage(baggage: OpenTelemetryBaggage): Baggage {
  const result = new Map<string, BaggageEntry>();
  for (const [key, { value, metadata }] of baggage.getAllEntries()) {
    const properties = metadata?.toString() ?? '';
    result.set(key, properties === '' ? { value } : { value, properties });
  }
  return result;
}
