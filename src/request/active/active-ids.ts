import { current } from '../run/current-span.js';
import type { TraceIds } from '../request-fields.js';
import { activeContext } from './active-context.js';
import { activeEntry } from './active-entry.js';
import { type OtelSpanContext, openTelemetry, spanIn } from './opentelemetry-api.js';
import { isSpanId } from '../../w3c/ids.js';
import { traceIdsOf } from './trace-ids.js';

/**
 * The ids of the span that is recorded in the current flow: by OpenTelemetry if an SDK is registered, else by another recorder.
 * `undefined` if there is none; then the ids of the request count. Never throws.
 */
export function activeIds(): TraceIds | undefined {
  return (openTelemetry() && idsByOpenTelemetry()) ?? activeEntry()?.ids;
}

/** The id of the span that is recorded in the current flow. It is the parent in what is sent to other processes. */
export function recordedSpanId(): string | undefined {
  const span = openTelemetry() && activeSpan();
  // Where an SDK records nothing, spans are active that have no ids but zeros.
  return span !== undefined && isSpanId(span.spanId) ? span.spanId : activeEntry()?.ids?.spanId;
}

function idsByOpenTelemetry(): TraceIds | undefined {
  const span = activeSpan();
  if (span === undefined) return undefined;
  const known = current()?.identity;
  // The caller's span, whose trace the request continues, belongs to another process.
  if (span.isRemote === true && span.traceId === known?.traceId) return undefined;
  return traceIdsOf(span, known);
}

function activeSpan(): OtelSpanContext | undefined {
  try {
    return spanIn(activeContext())?.spanContext();
  } catch {
    return undefined; // OpenTelemetry checks neither what is registered nor what is active
  }
}
