import type { LogFields } from '../log-context.js';
import { clashes } from './clashes.js';

/**
 * `fields` without those that the logger has a key of its own for, so that no line has one of them twice, and without those
 * that a serializer of the application throws for. The same object, changed; as it is for a logger that is none of pino.
 */
export function withoutClashes(fields: LogFields, logger: object): LogFields {
  const { written, serialized } = clashes(logger);
  for (const name of written) if (Object.hasOwn(fields, name)) delete fields[name];
  for (const [name, serialize] of serialized) if (throws(serialize, fields[name])) delete fields[name];
  return fields;
}

function throws(serialize: (value: unknown) => unknown, value: unknown): boolean {
  if (value === undefined) return false;
  try {
    serialize(value);
    return false;
  } catch {
    return true;
  }
}
