import { ThroughlineError } from './throughline-error.js';

/** Throws `TL_ERR_INVALID_ARGUMENT`, naming the argument, unless `value` is a function. */
export function assertFunction(value: unknown, argument: string): void {
  if (typeof value !== 'function') throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', argument, 'a function');
}
