import { ThroughlineError } from '../core/throughline-error.js';
import type { ScopeHeaders } from '../request/scope.js';

/** Headers that can be written: the web's `Headers`, a `Map`, or a plain object. */
export type WritableCarrier =
  | { set(name: string, value: string): unknown; delete(name: string): unknown }
  | Record<string, unknown>;

/** Headers that can be read: the web's `Headers`, a `Map`, or a plain object whose values are strings, lists of them, or bytes. */
export type ReadableCarrier = { get(name: string): unknown } | Readonly<Record<string, unknown>>;

/** Sets and removes headers of a carrier. Names are in lower case, and mean those of the carrier in any case. */
export interface CarrierWriter {
  set(name: string, value: string): void;
  delete(names: readonly string[]): void;
}

/** What writes to the carrier. Throws `TL_ERR_INVALID_ARGUMENT` for what is no carrier. */
export function carrierWriter(carrier: WritableCarrier): CarrierWriter {
  assertCarrier(carrier);
  if (hasMethod(carrier, 'set') && hasMethod(carrier, 'delete')) {
    return {
      set: (name, value) => void carrier.set(name, value),
      delete: (names) => {
        const keys = carrier instanceof Map ? [...carrier.keys()] : names;
        for (const key of keys) if (names.includes(String(key).toLowerCase())) carrier.delete(key as string);
      },
    };
  }
  const object = carrier as Record<string, unknown>;
  return {
    set: (name, value) => {
      object[name] = value;
    },
    delete: (names) => {
      for (const key of Object.keys(object)) if (names.includes(key.toLowerCase())) delete object[key];
    },
  };
}

/**
 * The headers of a carrier, by names in lower case; those of a plain object or a `Map` may be written in any case, and count as
 * given twice where they are there in two. Throws `TL_ERR_INVALID_ARGUMENT` for what is no carrier.
 */
export function readCarrier(carrier: ReadableCarrier): ScopeHeaders {
  assertCarrier(carrier);
  if (hasMethod(carrier, 'get') && !(carrier instanceof Map))
    return { get: (name) => attempt(() => toText(carrier.get(name))) };
  const values = new Map<string, unknown[]>();
  for (const key of attempt(() => (carrier instanceof Map ? [...carrier.keys()] : Object.keys(carrier))) ?? []) {
    const name = String(key).toLowerCase();
    const value = attempt(
      () => (carrier instanceof Map ? carrier.get(key) : Reflect.get(carrier, key as string)) as unknown,
    );
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return { get: (name) => toText(values.get(name)?.filter((value) => value !== undefined)) };
}

/** What `fn` gives; `undefined` if it throws: a carrier may have getters that do. */
function attempt<R>(fn: () => R): R | undefined {
  try {
    return fn();
  } catch {
    return undefined;
  }
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
  if (!Array.isArray(value)) return undefined;
  const parts = value.map((part: unknown) => toText(part)).filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(', ');
}
