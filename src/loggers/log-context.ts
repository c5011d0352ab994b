import { storage } from '../core/storage.js';
import type { LogValue } from './log-value.js';
import { toLogValue } from './log-value.js';
import { loggedVars } from './logged.js';

/** Fields of a log line. */
export type LogFields = Record<string, LogValue>;

const UNSET: unique symbol = Symbol('throughline.unset');

/**
 * The fields that a log line written now should have: `request_id`, `trace_id`, `span_id`, `trace_flags`, `method`, `path`, and
 * the variables that are marked by `logged`, those that have a value. A new object, empty outside of any request. Strings are
 * one line of printable text, at most 1,025 characters: they can forge neither a line nor a field. Never throws.
 * Source of the names: OpenTelemetry, "Trace Context in non-OTLP Log Formats".
 */
export function logContext(): LogFields {
  const fields: LogFields = {};
  const context = storage.getStore();
  if (context === undefined) return fields;
  for (const { variable, field, format } of loggedVars) {
    if (field === false) continue;
    const value = context.get<unknown, typeof UNSET>(variable, UNSET);
    if (value === UNSET) continue;
    const shown = toLogValue(attempt(format, value));
    if (shown !== undefined) fields[field] = shown;
  }
  return fields;
}

function attempt(format: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return format(value);
  } catch {
    return undefined;
  }
}
