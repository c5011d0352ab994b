import { ThroughlineError } from '../core/throughline-error.js';
import type { Field } from './outgoing-fields.js';

/**
 * Headers that can be written: the web's `Headers`, a `Map`, a plain object, or anything with `set` and `delete`, with `set` and
 * `remove` as the `Metadata` of gRPC, or with `setHeader` and `removeHeader` as a request of `node:http`.
 */
export type WritableCarrier =
  | { set(name: string, value: string): unknown; delete(name: string): unknown }
  | { set(name: string, value: string): unknown; remove(name: string): unknown }
  | { setHeader(name: string, value: string): unknown; removeHeader(name: string): unknown }
  | Record<string, unknown>;

type Method = (...args: string[]) => unknown;

/** The methods by which a header is set, and removed. */
type Pair = readonly [set: string, remove: string];

/**
 * Writes `fields` into a carrier, and removes what it has under `names`, which are in lower case and mean those of the carrier in
 * any case. Throws `TL_ERR_INVALID_ARGUMENT` for what is no carrier, or cannot be written.
 */
export function writeCarrier(carrier: WritableCarrier, names: readonly string[], fields: readonly Field[]): void {
  if (!mayHold(carrier)) throw notWritable();
  const pair = pairOf(carrier);
  if (pair === undefined && isHolder(carrier)) throw notWritable();
  try {
    if (pair === undefined) writeProperties(carrier, names, fields);
    else writeByMethods(carrier as Record<string, Method>, pair, names, fields);
  } catch {
    throw notWritable();
  }
}

function writeByMethods(
  carrier: Record<string, Method>,
  [set, remove]: Pair,
  names: readonly string[],
  fields: readonly Field[],
): void {
  for (const key of keysOf(carrier) ?? names) if (isOneOf(names, key)) carrier[remove]?.(key as string);
  for (const [name, value] of fields) carrier[set]?.(name, value);
}

/** What it lists, if it does: only then are names in another case found. */
function keysOf(carrier: object): unknown[] | undefined {
  return hasMethod(carrier, 'keys') ? [...(carrier.keys() as Iterable<unknown>)] : undefined;
}

function writeProperties(carrier: Record<string, unknown>, names: readonly string[], fields: readonly Field[]): void {
  for (const key of Object.keys(carrier)) if (isOneOf(names, key)) delete carrier[key];
  for (const [name, value] of fields) carrier[name] = value;
}

function isOneOf(names: readonly string[], key: unknown): boolean {
  return names.includes(String(key).toLowerCase());
}

function mayHold(carrier: unknown): boolean {
  return typeof carrier === 'object' && carrier !== null && !Array.isArray(carrier) && !ArrayBuffer.isView(carrier);
}

/** The methods of the carrier; `undefined` for one that has properties. */
function pairOf(carrier: object): Pair | undefined {
  if (hasMethod(carrier, 'set')) {
    if (hasMethod(carrier, 'delete')) return ['set', 'delete'];
    if (hasMethod(carrier, 'remove')) return ['set', 'remove'];
  }
  if (hasMethod(carrier, 'setHeader') && hasMethod(carrier, 'removeHeader')) return ['setHeader', 'removeHeader'];
  return undefined;
}

/** Whether the carrier holds headers in a way of its own: a property that is set on it would go nowhere. */
function isHolder(carrier: object): boolean {
  return (
    hasMethod(carrier, 'get') ||
    hasMethod(carrier, 'set') ||
    hasMethod(carrier, 'add') ||
    hasMethod(carrier, 'append') ||
    hasMethod(carrier, 'setHeader')
  );
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
