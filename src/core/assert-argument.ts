import { ThroughlineError } from './throughline-error.js';

/** Throws `TL_ERR_INVALID_ARGUMENT`, naming the argument and what it must be, unless `isValid`. */
export function assertArgument(isValid: boolean, argument: string, expected: string): asserts isValid {
  if (!isValid) throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', argument, expected);
}

/** Throws `TL_ERR_INVALID_ARGUMENT`, naming the argument, unless `value` is a function. */
export function assertFunction(value: unknown, argument: string): void {
  assertArgument(typeof value === 'function', argument, 'a function');
}
