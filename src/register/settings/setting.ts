/** An option of `throughline/register`, given by a variable of the environment. */
export interface Setting<T> {
  /** What it does, as the help and the docs say it. */
  readonly meaning: string;
  /** The values that it takes, for a reader. */
  readonly values: string;
  /** The value that holds where the variable is not set or empty. */
  readonly default: string;
  /** What a value means; `undefined` for a wrong one. */
  readonly read: (value: string) => T | undefined;
}

/** A setting that is one of a few words. */
export function choice<const Word extends string>(words: readonly [Word, ...Word[]], meaning: string): Setting<Word> {
  return {
    meaning,
    values: `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`,
    default: words[0],
    read: (value) => words.find((word) => word === value),
  };
}

/** The parts of a value that is a list, which a comma may end; `undefined` where one of them is not valid. */
export function listOf(value: string, isValid: (part: string) => boolean): readonly string[] | undefined {
  if (value === '') return [];
  const parts = value
    .replace(/,\s*$/, '')
    .split(',')
    .map((part) => part.trim());
  return parts.every(isValid) ? parts : undefined;
}
