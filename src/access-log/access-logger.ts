import { type LogFields, logContext } from '../loggers/log-context.js';
import { jsonKey } from '../loggers/logged-vars.js';
import { mixin } from '../loggers/pino/mixin.js';
import { pinoPart } from '../loggers/pino/pino-parts.js';
import { withoutClashes } from '../loggers/pino/without-clashes.js';

/** By the outcome of the request. */
export type AccessLevel = 'info' | 'warn' | 'error';

/** Writes one line. */
export type WriteLine = (level: AccessLevel, message: string, fields: LogFields) => unknown;

type PinoMethod = (fields: LogFields, message: string) => unknown;

/** A logger whose methods take the fields, then the message: pino, bunyan, and `fastify.log`. */
export type PinoLike = { readonly [L in AccessLevel]: PinoMethod };

/** Where the message comes first, or the fields do not become fields: winston and consoles have `log`, LogTape has `getChild`. */
type MessageFirst = { readonly log: unknown } | { readonly getChild: unknown };

/** `L`, but nothing where it is known to take the message first: by its methods alone it could be one of pino's kind. */
export type FieldsFirst<L extends PinoLike> = L extends MessageFirst ? never : L;

/** The user's logger, as it is or by a function: `(level, message, fields) => winston.log(level, message, fields)`. */
export type AccessLogger = PinoLike | WriteLine;

/** Finds one of the fields that the access log adds in JSON. */
const KEY = jsonKey(['query', 'status', 'bytes', 'duration_ms', 'outcome']);

/** What writes lines by the logger, of whose fields it is given those that `logContext()` has not; `undefined` for what is no logger. */
export function lineWriter(logger: AccessLogger): WriteLine | undefined {
  if (typeof logger === 'function') return (level, message, own) => logger(level, message, { ...logContext(), ...own });
  const levels = ['info', 'warn', 'error'] as const;
  const methods = (logger ?? {}) as Readonly<Record<string, unknown>>;
  if (['log', 'getChild'].some((name) => typeof methods[name] === 'function')) return undefined;
  if (!levels.every((level) => typeof methods[level] === 'function')) return undefined;
  const ownOf = (own: LogFields): LogFields => withoutClashes(own, KEY, logger);
  // One that has the mixin asks for the fields of the context itself.
  if (pinoPart(logger, 'mixin') === mixin) return (level, message, own) => logger[level](ownOf(own), message);
  return (level, message, own) => logger[level]({ ...mixin(undefined, undefined, logger), ...ownOf(own) }, message);
}
