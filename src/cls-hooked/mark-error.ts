import { isObjectOrFunction } from '../core/is-object.js';

/** The property of an error that has the context in which it was thrown. */
export const ERROR_SYMBOL = 'error@context';

/**
 * Notes in which context `error` was thrown. The property is not enumerable: loggers print those that are, and the context has values
 * of users. An error that cannot have properties stays as it is.
 */
export function markError(error: unknown, context: object): void {
  if (!isObjectOrFunction(error)) return;
  Reflect.defineProperty(error, ERROR_SYMBOL, { value: context, writable: true, configurable: true });
}
