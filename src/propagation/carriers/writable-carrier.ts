import { isPlainObject } from '../../core/is-object.js';
import { refusePromise } from '../../core/refuse-promise.js';
import { ThroughlineError } from '../../core/throughline-error.js';
import type { Field } from '../fields/outgoing-fields.js';

/**
 * Headers to write: the web's `Headers`, a `Map`, a plain object, or anything with `set` and `delete`, with `set` and `remove`, such as
 * the `Metadata` of gRPC, or with `setHeader` and `removeHeader`, such as a request of `node:http`.
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
  try {
    const pair = pairOf(carrier);
    if (pair !== undefined) writeByMethods(carrier as Record<string, Method>, pair, names, fields);
    else if (isRecord(carrier)) writeProperties(carrier, names, fields);
    else throw notWritable();
  } catch {
    throw notWritable(); // also what the carrier throws
  }
}

function writeByMethods(
  carrier: Record<string, Method>,
  [set, remove]: Pair,
  names: readonly string[],
  fields: readonly Field[],
): void {
  for (const key of keysOf(carrier) ?? names) if (isOneOf(names, key)) atOnce(carrier[remove]?.(key as string));
  for (const [name, value] of fields) atOnce(carrier[set]?.(name, value));
}

/** A method that answers by a promise may not have written when `inject` returns, or never. */
function atOnce(answer: unknown): void {
  if (refusePromise(answer) !== answer) throw notWritable();
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

/** The methods of the carrier; `undefined` for one that has properties. */
function pairOf(carrier: object): Pair | undefined {
  if (hasMethod(carrier, 'set')) {
    if (hasMethod(carrier, 'delete')) return ['set', 'delete'];
    if (hasMethod(carrier, 'remove')) return ['set', 'remove'];
  }
  if (hasMethod(carrier, 'setHeader') && hasMethod(carrier, 'removeHeader')) return ['setHeader', 'removeHeader'];
  return undefined;
}

/** Whether headers are the properties of a carrier: of an object without a class that has no way of its own to hold them. */
function isRecord(carrier: object): boolean {
  return (
    (isPlainObject(carrier) || carrier === globalThis.process?.env) &&
    !hasMethod(carrier, 'get') &&
    !hasMethod(carrier, 'set') &&
    !hasMethod(carrier, 'add') &&
    !hasMethod(carrier, 'append') &&
    !hasMethod(carrier, 'setHeader')
  );
}

function hasMethod<M extends string>(carrier: object, method: M): carrier is Record<M, Method> {
  return typeof (carrier as Record<string, unknown> | null | undefined)?.[method] === 'function';
}

function notWritable(): ThroughlineError {
  return new ThroughlineError(
    'TL_ERR_INVALID_ARGUMENT',
    'carrier',
    'Headers, a Map, a plain object, or an object with methods to set and to remove a header, and open to changes',
  );
}
