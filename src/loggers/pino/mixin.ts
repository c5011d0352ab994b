import { type LogFields, logContext } from '../log-context.js';
import { loggedVars, type LoggedVars } from '../logged.js';

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
export function mixin(_mergeObject?: object, _level?: number, logger?: unknown): LogFields {
  const fields = logContext();
  if (!isPinoLogger(logger)) return fields;
  for (const name of clashes(logger)) delete fields[name];
  return fields;
}

/** The parameter has no type of its own: pino would take the custom levels of its loggers from that. */
function isPinoLogger(logger: unknown): logger is PinoLogger {
  return typeof (logger as PinoLogger | undefined)?.bindings === 'function';
}

interface Clashes {
  readonly vars: LoggedVars;
  readonly names: readonly string[];
}

const known = new WeakMap<PinoLogger, Clashes>();

/** The fields that a logger is bound to as it writes its first line: pino would write them twice. */
function clashes(logger: PinoLogger): readonly string[] {
  const vars = loggedVars();
  const before = known.get(logger);
  if (before?.vars === vars) return before.names;
  const bound = logger.bindings();
  const names = vars.all.flatMap(({ field }) => (field !== false && field in bound ? [field] : []));
  known.set(logger, { vars, names });
  return names;
}
