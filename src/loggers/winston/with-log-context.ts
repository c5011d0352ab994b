import { patch } from '../../core/patch.js';
import { ThroughlineError } from '../../core/throughline-error.js';
import { logContext } from '../log-context.js';
import { entryWith } from './entry-with.js';

type Write = (info: unknown, ...rest: unknown[]) => unknown;

/** The part of a winston logger that is needed. */
interface WinstonLogger {
  write(...args: never[]): unknown;
}

const DONE: unique symbol = Symbol.for('throughline.winston');

/**
 * Adds the fields of `logContext()` to every line of a winston logger and of its children, before all formats and transports. Fields of
 * the call, of `defaultMeta` and of a child win. Calling it twice does nothing more. Returns the logger. Throws `TL_ERR_INVALID_ARGUMENT`
 * if `logger` was not made by `createLogger`, for a child, which has the fields of its parent, and for a logger that cannot be extended.
 *
 *     const logger = withLogContext(createLogger({ format: format.json(), transports }));
 *
 * It is not a format: if a transport is slow, winston calls its formats late, in the context of another request.
 */
export function withLogContext<L extends WinstonLogger>(logger: L): L {
  if (DONE in Object(logger)) return logger;
  assertLogger(logger);
  patch(logger as { write: unknown } as { write: Write }, 'write', (write) => {
    return (info, ...rest) => Reflect.apply(write, logger, [withFields(info), ...rest]);
  });
  return Object.assign(logger, { [DONE]: true });
}

function assertLogger(logger: WinstonLogger): void {
  const expected = expectedOf(logger);
  if (expected !== undefined) throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'logger', expected);
}

function expectedOf(logger: WinstonLogger): string | undefined {
  if (typeof logger?.write !== 'function') return "what winston's createLogger gives";
  if (isChild(logger)) return "what winston's createLogger gives, not a child: give its parent";
  return Object.isExtensible(logger) ? undefined : 'open to changes, not frozen or sealed';
}

/** Its `write` is its own and not writable; one that was spied on or wrapped is. */
function isChild(logger: object): boolean {
  return Object.getOwnPropertyDescriptor(logger, 'write')?.writable === false;
}

function withFields(info: unknown): unknown {
  return typeof info === 'object' && info !== null ? entryWith(logContext(), info) : info;
}
