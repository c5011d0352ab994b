import { isThroughlineError } from '../core/throughline-error.js';

/** What kind of error it is, of which there are few. Source: OpenTelemetry semantic conventions, `error.type`. */
export function errorType(error: unknown): string {
  if (isThroughlineError(error)) return error.code;
  return error instanceof Error ? error.name : '_OTHER';
}
