import { isObjectOrFunction } from '../core/is-object.js';

/** The property of an error that has the context in which it was thrown. */
export const ERROR_SYMBOL = 'error@context';

/** Notes in which context `error` was thrown. One that cannot have properties stays as it is. */
export function markError(error: unknown, context: object): void {
  if (isObjectOrFunction(error)) Reflect.set(error, ERROR_SYMBOL, context);
}
