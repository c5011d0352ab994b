import { type LogFields, logContext } from '../log-context.js';
import { clashes } from './clashes.js';

/**
 * The option `mixin` of pino: gives every line the fields of `logContext()`. Fields of the call, and those that a child
 * logger is bound to, win; so do the keys that the logger writes itself, such as that of its message. A serializer of the
 * application for one of these names gets our field, and takes it out if it throws.
 *
 *     const logger = pino({ mixin });
 *     const logger = pino({ mixin: (...args) => ({ ...mixin(...args), release }) });
 */
export function mixin(_mergeObject?: object, level = 0, logger?: unknown): LogFields {
  const fields = logContext();
  if (typeof logger !== 'object' || logger === null) return fields; // its type would tell pino of custom levels
  const { written, serialized } = clashes(logger, level);
  for (const name of written) delete fields[name];
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
