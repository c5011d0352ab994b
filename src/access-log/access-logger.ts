import type { LogFields } from '../loggers/log-context.js';

/** By the outcome of the request. */
export type AccessLevel = 'info' | 'warn' | 'error';

/** Writes one line. */
export type WriteLine = (level: AccessLevel, message: string, fields: LogFields) => void;

type PinoMethod = (fields: LogFields, message: string) => unknown;

/** A logger whose methods take the fields, then the message: pino, bunyan, and `fastify.log`. */
export type PinoLike = { readonly [L in AccessLevel]: PinoMethod };

/** The user's logger, as it is or by a function: `(level, message, fields) => winston.log(level, message, fields)`. */
export type AccessLogger = PinoLike | WriteLine;

/** What writes lines by the logger; `undefined` for what is no logger. */
export function lineWriter(logger: AccessLogger): WriteLine | undefined {
  if (typeof logger === 'function') return logger;
  const levels = ['info', 'warn', 'error'] as const;
  if (!levels.every((level) => typeof (logger as PinoLike | undefined)?.[level] === 'function')) return undefined;
  return (level, message, fields) => void logger[level](fields, message);
}
