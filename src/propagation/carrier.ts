import { ThroughlineError } from '../core/throughline-error.js';
import type { ScopeHeaders } from '../request/scope.js';

/** Headers that can be written: the web's `Headers`, a `Map`, or a plain object. */
export type WritableCarrier = { set(name: string, value: string): unknown } | Record<string, unknown>;

/** Headers that can be read: the web's `Headers`, a `Map`, or a plain object whose values are strings, lists of them, or bytes. */
export type ReadableCarrier = { get(name: string): unknown } | Readonly<Record<string, unknown>>;

/** What sets a header of the carrier, in place of one of that name in any case. Throws `TL_ERR_INVALID_ARGUMENT` for what is no carrier. */
export function carrierWriter(carrier: WritableCarrier): (name: string, value: string) => void {
  assertCarrier(carrier);
  if (hasMethod(carrier, 'set')) return (name, value) => void carrier.set(name, value);
  return (name, value) => {
    for (const key of Object.keys(carrier)) if (key.toLowerCase() === name) delete carrier[key];
    carrier[name] = value;
  };
}

/**
 * The headers of a carrier, by names in lower case; those of a plain object may be written in any case. Throws
 * `TL_ERR_INVALID_ARGUMENT` for what is no carrier.
 */
export function readCarrier(carrier: ReadableCarrier): ScopeHeaders {
  assertCarrier(carrier);
  if (hasMethod(carrier, 'get')) return { get: (name) => toText(carrier.get(name)) };
  const values = new Map(Object.entries(carrier).map(([name, value]) => [name.toLowerCase(), value]));
  return { get: (name) => toText(values.get(name)) };
}

function assertCarrier(carrier: unknown): void {
  if (typeof carrier !== 'object' || carrier === null) {
    throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'carrier', 'Headers, a Map, or an object that holds headers');
  }
}

function hasMethod<M extends string>(carrier: object, method: M): carrier is Record<M, (...args: string[]) => unknown> {
  return typeof (carrier as Record<string, unknown>)[method] === 'function';
}

/** Brokers hand over headers as bytes; where one came more than once, the values are joined by commas. */
function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return Array.isArray(value) ? value.map((part: unknown) => toText(part) ?? '').join(', ') : undefined;
}
