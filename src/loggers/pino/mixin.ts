import { type LogFields, logContext } from '../log-context.js';
import { loggedVars } from '../logged-vars.js';
import { isClear } from './is-clear.js';
import { isBoundToId } from './bound-id.js';
import { withoutClashes } from './without-clashes.js';

/**
 * The option `mixin` of pino: gives every line the fields of `logContext()`. Fields of the call, and those that a child
 * logger is bound to, win; so do the keys that the logger writes itself, such as that of its message. The request id is left out
 * where a child logger is bound to it as `reqId`, as Fastify's `request.log` is. A serializer of the
 * application for one of these names gets our field, and takes it out if it throws.
 *
 *     const logger = pino({ mixin });
 *     const logger = pino({ mixin: (...args) => ({ ...mixin(...args), release }) });
 */
export function mixin(_mergeObject?: object, _level?: number, logger?: unknown): LogFields {
  const fields = logContext();
  // The type of a logger would tell pino of custom levels.
  return typeof logger === 'object' && logger !== null ? withoutOwn(fields, logger) : fields;
}

function withoutOwn(fields: LogFields, logger: object): LogFields {
  const vars = loggedVars();
  if (isClear(logger, vars)) return fields;
  const { key, requestIdField: field } = vars;
  if (field !== undefined && field in fields && isBoundToId(logger, fields[field])) delete fields[field];
  return withoutClashes(fields, key, logger);
}
