import { type LogFields, logContext } from '../log-context.js';

/** The part of a pino logger that is needed. */
interface PinoLogger {
  bindings(): object;
}

/**
 * The option `mixin` of pino: gives every line the fields of `logContext()`. Fields of the call, and those that a child
 * logger is bound to, win.
 *
 *     const logger = pino({ mixin });
 *     const logger = pino({ mixin: (...args) => ({ ...mixin(...args), release }) });
 */
export function mixin(_mergeObject?: object, _level?: number, logger?: PinoLogger): LogFields {
  const fields = logContext();
  if (logger === undefined) return fields;
  for (const name of boundNames(logger)) delete fields[name];
  return fields;
}

const names = new WeakMap<PinoLogger, readonly string[]>();

/** The names that a logger is bound to as it writes its first line: pino writes them beside those of the line, twice. */
function boundNames(logger: PinoLogger): readonly string[] {
  let bound = names.get(logger);
  if (bound === undefined) {
    bound = Object.keys(logger.bindings());
    names.set(logger, bound);
  }
  return bound;
}
