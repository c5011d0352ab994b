/** An object that came over the network: nothing is known of it. */
export type Fields = Readonly<Record<string, unknown>>;

const UNPRINTABLE = /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** An object, or one without fields where it is none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The items of a list, at most `most`. */
export function itemsOf(value: unknown, most: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

/** A text without control characters but tabs and line breaks, cut to `length` characters; `''` where it is none. */
export function textOf(value: unknown, length = 200): string {
  if (typeof value !== 'string') return '';
  const cut = value.length > length ? `${value.slice(0, length)}…` : value;
  return cut.replaceAll(UNPRINTABLE, '\ufffd');
}

/** The same, `undefined` where it is none. */
export function textIn(value: unknown, length = 200): string | undefined {
  return typeof value === 'string' ? textOf(value, length) : undefined;
}

/** A number that is finite and not below zero; `undefined` for all others. */
export function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** The same, 0 where there is none. */
export function numberOf(value: unknown): number {
  return numberIn(value) ?? 0;
}

/** The latest time that a `Date` can be. Source: ECMA-262, "Time Values and Time Range". */
const LAST_TIME = 8.64e15;

/** The longest that anything takes, in milliseconds: some eleven days. */
const LONGEST = 1e9;

/** Milliseconds since 1970, as far as a `Date` goes. */
export function timeOf(value: unknown): number {
  return Math.min(numberOf(value), LAST_TIME);
}

/** A duration in milliseconds; `undefined` where there is none. */
export function durationIn(value: unknown): number | undefined {
  const duration = numberIn(value);
  return duration && Math.min(duration, LONGEST);
}

/** How long it was between two times. */
export function durationBetween(from: number, to: number): number {
  return Math.min(Math.max(0, to - from), LONGEST);
}

/** The number that a number or a text is; `NaN` for anything else. Never throws, as `Number` does for some objects. */
export function parsedNumber(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
}

/** One of some words; the first of them for any other value. */
export function wordOf<Word extends string>(value: unknown, words: readonly [Word, ...Word[]]): Word {
  return words.find((word) => word === value) ?? words[0];
}

/** Lowercase hex digits of this length; `''` for anything else. */
export function hexOf(value: unknown, length: number): string {
  return typeof value === 'string' && value.length === length && /^[0-9a-f]+$/.test(value) ? value : '';
}

/** Names with what `read` makes of their values, at most `most`. */
export function recordOf<T>(
  value: unknown,
  most: number,
  read: (value: unknown) => T | undefined,
): Readonly<Record<string, T>> {
  const entries = Object.entries(fieldsOf(value)).slice(0, most);
  return Object.fromEntries(
    entries.flatMap(([name, held]) => {
      const made = read(held);
      return made === undefined ? [] : [[textOf(name), made] as const];
    }),
  );
}
