import { assertFunction } from '../../core/assert-argument.js';
import { put } from '../../core/access.js';
import type { Context } from '../../core/context.js';
import { enter } from '../../core/enter.js';
import { isObject } from '../../core/is-object.js';
import { extractBy } from '../../propagation/extract.js';
import { isPrintable } from '../../request/arrive/request-id.js';
import { CTX_REQUEST_ID } from '../../request/context-vars.js';
import { resolveOptions } from '../../request/tracing-options.js';
import { setByKey } from '../../w3c/baggage-var.js';
import { VALUES, type WithContext } from './with-context.js';

/**
 * Wraps `fn` for the thread that receives. When it gets what `withContext` returned, it handles the message in the context of the sender,
 * with a span id of its own. A message without a context gets fresh ids. So does a message that was sent as JSON, because a client could
 * have forged it. Throws `TL_ERR_INVALID_ARGUMENT` if `fn` is not a function.
 *
 *     parentPort.on('message', inContext((task) => { … }));
 *     export default inContext(async (task) => { … }); // piscina, tinypool
 */
export function inContext<M, A extends unknown[], R>(
  fn: (message: M, ...rest: A) => R,
): (message: WithContext<M> | M, ...rest: A) => R {
  assertFunction(fn, 'fn');
  return function (this: unknown, given, ...rest) {
    const [carried, message] = isWithContext(given) ? [given.throughline, given.message] : [undefined, given];
    return enter(received(carried), () => Reflect.apply(fn, this, [message, ...rest]));
  };
}

function isWithContext<M>(given: WithContext<M> | M): given is WithContext<M> {
  return isObject(given) && Object.keys(given).join() === 'throughline,message';
}

function received(carried: unknown): Context {
  const context = extractBy(resolveOptions(), isMapLike(carried) ? carried : undefined);
  if (!isMapLike(carried)) return context;
  const id = carried.get('x-request-id');
  if (isPrintable(id)) put(context, CTX_REQUEST_ID, id); // whatever form the application gives to its ids
  const values = carried.get(VALUES);
  if (!isMapLike(values)) return context;
  for (const key of values.keys()) setByKey(String(key), (variable) => put(context, variable, values.get(key)));
  return context;
}

/** By its methods, for a Map may be of another realm. Nothing in JSON has any. */
function isMapLike(value: unknown): value is Map<unknown, unknown> {
  return isObject(value) && ['get', 'keys'].every((name) => typeof Reflect.get(value, name) === 'function');
}
