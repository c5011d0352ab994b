import type { LogFields } from '../log-context.js';
import { type PinoParts, pinoPart } from './pino-parts.js';
import { writesKey, writtenKeys } from './written-keys.js';

/**
 * `fields` without those that the logger has a key of its own for, so that no line has one of them twice, and without those
 * that a serializer of the application throws for. The same object, changed; as it is for a logger that is none of pino.
 * `key` finds the names of all fields that there can be: see `jsonKey`.
 */
export function withoutClashes(fields: LogFields, key: RegExp, logger: object): LogFields {
  if (writesKey(logger, key)) {
    for (const name of writtenKeys(logger)) if (Object.hasOwn(fields, name)) delete fields[name];
  }
  const serializers = pinoPart(logger, 'serializers') ?? NONE;
  for (const name of namesOf(serializers)) {
    if (Object.hasOwn(fields, name) && throws(serializers[name], fields[name])) delete fields[name];
  }
  return fields;
}

const NONE: PinoParts['serializers'] = {};
let last = NONE;
let names: readonly string[] = [];

/** Remembered, because pino keeps serializers in an object whose names are slow to list, mostly one for all loggers. */
function namesOf(serializers: PinoParts['serializers']): readonly string[] {
  if (serializers !== last) [last, names] = [serializers, Object.keys(serializers)];
  return names;
}

function throws(serialize: unknown, value: unknown): boolean {
  if (typeof serialize !== 'function') return false;
  try {
    serialize(value);
    return false;
  } catch {
    return true;
  }
}
