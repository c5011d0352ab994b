import { attempt } from '../../core/attempt.js';
import { assertArgument } from '../../core/assert-argument.js';
import { isPlainObject } from '../../core/is-object.js';
import { refusePromise } from '../../core/refuse-promise.js';
import type { ScopeHeaders } from '../../request/scope.js';

/**
 * Headers to read: the web's `Headers`, a `Map`, a plain object whose values are strings, lists of them, or bytes, or anything with `get`.
 * `undefined` and `null` stand for a message that was sent without headers.
 */
export type ReadableCarrier = { get(name: string): unknown } | Readonly<Record<string, unknown>> | null | undefined;

/** No header that is read may be longer; in bytes, which a broker may hand over. */
const MAX_BYTES = 32_768;

/** How often a header may come: more than the 64 members that baggage may have. */
const MAX_PARTS = 128;

/**
 * The headers of a carrier, by names in lower case, whatever case they were written in; those of a plain object or a `Map` count
 * as given twice where they are there in two. What the carrier throws is no header. Throws `TL_ERR_INVALID_ARGUMENT` for what
 * is no carrier.
 */
export function readCarrier(carrier: ReadableCarrier): ScopeHeaders {
  if (carrier === undefined || carrier === null) return { get: () => undefined };
  assertArgument(
    isCarrier(carrier),
    'carrier',
    'Headers, a Map, or an object that holds headers: request.headers, not the request',
  );
  return attempt(() => byMethod(carrier) ?? byEntries(carrier)) ?? { get: () => undefined };
}

/**
 * A message has headers, and is none, unless one can ask it for a header: the headers of NATS have a property of that name. Nor
 * is a promise. What a client may have sent, such as a list, is no mistake of the caller.
 */
function isCarrier(carrier: object): boolean {
  if (typeof carrier !== 'object' || attempt(() => carrier instanceof Promise) === true) return false;
  const looksLikeOne = attempt(() => {
    const { get, headers } = carrier as { get?: unknown; headers?: unknown };
    return isPlainObject(carrier) || typeof get === 'function' || typeof headers !== 'object';
  });
  return looksLikeOne !== false;
}

/** Of what has a `get`; brokers have headers that know one case only. */
function byMethod(carrier: object): ScopeHeaders | undefined {
  const { get, keys } = carrier as { get?: unknown; keys?: unknown };
  if (typeof get !== 'function' || carrier instanceof Map) return undefined;
  const read = (name: string): string | undefined => attempt(() => toText(Reflect.apply(get, carrier, [name])));
  return {
    get(name) {
      const value = read(name);
      if (value || typeof keys !== 'function') return value;
      const other = attempt(() => [...Reflect.apply(keys, carrier, [])].find((key) => isIn(key, name)));
      return other === undefined ? value : read(other);
    },
  };
}

function isIn(key: unknown, name: string): key is string {
  return typeof key === 'string' && key.length === name.length && key.toLowerCase() === name;
}

function byEntries(carrier: object): ScopeHeaders {
  const values = new Map<string, unknown[]>();
  for (const key of carrier instanceof Map ? [...carrier.keys()] : Object.keys(carrier)) {
    const name = String(key).toLowerCase();
    const value: unknown = attempt(() =>
      carrier instanceof Map ? carrier.get(key) : Reflect.get(carrier, key as string),
    );
    const known = values.get(name);
    if (value === undefined) continue;
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return { get: (name) => joined((values.get(name) ?? []).map((value) => attempt(() => toText(value)))) };
}

/** Brokers hand over headers as bytes, and those that came more than once as a list. */
function toText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length > MAX_PARTS ? undefined : joined(value.map((part) => toPart(part)));
  return toPart(value);
}

function toPart(given: unknown): string | undefined {
  const value = refusePromise(given);
  if (typeof value === 'string') return value;
  if (!ArrayBuffer.isView(value) || value.byteLength > MAX_BYTES) return undefined;
  return new TextDecoder().decode(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : given.join(', ');
}
