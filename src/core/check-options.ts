import { isPlainObject } from './is-object.js';
import { ThroughlineError } from './throughline-error.js';

/** What the value of an option must be, as a message says it, and whether a value is that. */
export type OptionCheck = readonly [expected: string, isValid: (value: unknown) => boolean];

/** The checks of all the options that there are. */
export type OptionChecks<O> = { readonly [Name in keyof Required<O>]: OptionCheck };

/** The check of an option that is a function. */
export const FUNCTION: OptionCheck = ['a function', (value) => typeof value === 'function'];

/**
 * Those of the options that are given; `undefined` means that one is not. Throws `TL_ERR_INVALID_OPTION`, naming the option,
 * for an unknown or a wrong one, and `TL_ERR_INVALID_ARGUMENT` for what is no plain object: what an object inherits from a
 * class is not looked at, so such options would be lost.
 */
export function checkOptions<O extends object>(options: O | undefined, checks: OptionChecks<O>): Partial<O> {
  if (options === undefined) return {};
  if (!isPlainObject(options)) throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'options', 'a plain object');
  const given: Partial<O> = {};
  for (const [name, value] of Object.entries(options)) {
    const [expected, isValid] = checkOf(name, checks);
    if (value === undefined) continue;
    if (!isValid(value)) throw new ThroughlineError('TL_ERR_INVALID_OPTION', name, expected);
    given[name as keyof O] = value as O[keyof O];
  }
  return given;
}

function checkOf<O>(name: string, checks: OptionChecks<O>): OptionCheck {
  if (Object.hasOwn(checks, name)) return checks[name as keyof O];
  throw new ThroughlineError('TL_ERR_INVALID_OPTION', name, `one of these: ${Object.keys(checks).join(', ')}`);
}
