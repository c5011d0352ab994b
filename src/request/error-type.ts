import { isThroughlineError } from '../core/throughline-error.js';

/**
 * The kind of an error, of which there are few: a code such as `ECONNREFUSED`, the status of a response, or the name of a class.
 * Source: OpenTelemetry semantic conventions, `error.type`.
 */
export function errorType(error: unknown): string {
  if (isThroughlineError(error)) return error.code;
  if (typeof error === 'number') return `${error}`;
  if (!(error instanceof Error)) return '_OTHER';
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,63}$/.test(code) ? code : error.name;
}
