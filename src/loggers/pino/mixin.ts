import { type LogFields, logContext } from '../log-context.js';
import { loggedVars } from '../logged-vars.js';
import { isClear } from './is-clear.js';
import { isBoundToId } from './bound-id.js';
import { withoutClashes } from './without-clashes.js';

/**
 * The option `mixin` of pino: adds the fields of `logContext()` to every line. Fields of the call, and fields that a child logger is bound
 * to, win. So do keys that the logger writes itself, such as the key of its message. If a child logger is bound to the request id as
 * `reqId`, like Fastify's `request.log`, the request id is left out. A serializer of the application for one of these names gets our
 * field; if it throws, the field is left out.
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
