import { ThroughlineError } from '../core/throughline-error.js';

/**
 * Headers that can be written: the web's `Headers`, a `Map`, a plain object, or anything with `set` and `delete`, with `set` and
 * `remove` as the `Metadata` of gRPC, or with `setHeader` and `removeHeader` as a request of `node:http`.
 */
export type WritableCarrier =
  | { set(name: string, value: string): unknown; delete(name: string): unknown }
  | { set(name: string, value: string): unknown; remove(name: string): unknown }
  | { setHeader(name: string, value: string): unknown; removeHeader(name: string): unknown }
  | Record<string, unknown>;

/** Sets and removes headers of a carrier. Names are in lower case, and mean those of the carrier in any case. */
export interface CarrierWriter {
  set(name: string, value: string): void;
  delete(names: readonly string[]): void;
}

type Method = (...args: string[]) => unknown;

/** The methods that set a header, each with the one that removes it. */
const PAIRS = [
  ['set', 'delete'],
  ['set', 'remove'],
  ['setHeader', 'removeHeader'],
] as const;

/** Methods of what holds headers in a way of its own: a property that is set on such an object would go nowhere. */
const OF_HOLDERS = ['get', 'set', 'add', 'append', 'setHeader'];

/** What writes to the carrier. Throws `TL_ERR_INVALID_ARGUMENT` for what is no carrier, or cannot be written. */
export function carrierWriter(carrier: WritableCarrier): CarrierWriter {
  if (typeof carrier !== 'object' || carrier === null || Array.isArray(carrier) || ArrayBuffer.isView(carrier)) {
    throw notWritable();
  }
  const pair = PAIRS.find(([set, remove]) => hasMethod(carrier, set) && hasMethod(carrier, remove));
  if (pair !== undefined) return guarded(byMethods(carrier as Record<string, Method>, pair));
  if (OF_HOLDERS.some((name) => hasMethod(carrier, name))) throw notWritable();
  return guarded(byProperties(carrier));
}

function byMethods(carrier: Record<string, Method>, [set, remove]: (typeof PAIRS)[number]): CarrierWriter {
  return {
    set: (name, value) => void carrier[set]?.(name, value),
    delete: (names) => {
      for (const key of keysOf(carrier) ?? names) if (isOneOf(names, key)) carrier[remove]?.(key as string);
    },
  };
}

/** What it lists, if it does: only then are names in another case found. */
function keysOf(carrier: object): unknown[] | undefined {
  return hasMethod(carrier, 'keys') ? [...(carrier.keys() as Iterable<unknown>)] : undefined;
}

function byProperties(carrier: Record<string, unknown>): CarrierWriter {
  return {
    set: (name, value) => {
      carrier[name] = value;
    },
    delete: (names) => {
      for (const key of Object.keys(carrier)) if (isOneOf(names, key)) delete carrier[key];
    },
  };
}

function isOneOf(names: readonly string[], key: unknown): boolean {
  return names.includes(String(key).toLowerCase());
}

/** The same writer; what the carrier throws is an error with a code. */
function guarded(writer: CarrierWriter): CarrierWriter {
  return {
    set: (name, value) => guard(() => writer.set(name, value)),
    delete: (names) => guard(() => writer.delete(names)),
  };
}

function guard(act: () => void): void {
  try {
    act();
  } catch {
    throw notWritable();
  }
}

function hasMethod<M extends string>(carrier: object, method: M): carrier is Record<M, Method> {
  return typeof (carrier as Record<string, unknown>)[method] === 'function';
}

function notWritable(): ThroughlineError {
  return new ThroughlineError(
    'TL_ERR_INVALID_ARGUMENT',
    'carrier',
    'Headers, a Map, a plain object, or what has methods to set and to remove a header, and can be changed',
  );
}
