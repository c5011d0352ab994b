/** What a field of a log line holds: nothing that a logger could fail on, or that has to be looked into. */
export type LogValue = string | number | boolean;

/** Longer values are cut: a path may have 16 KB, and stands in every line of its request. In UTF-16 code units. */
const MAX_LENGTH = 1024;

/**
 * What ends a line for some reader of logs, moves a terminal's cursor, or turns the direction of what stands beside it. Source:
 * Unicode, UAX 14 (mandatory breaks) and the property `Bidi_Control`.
 */
export const UNSAFE = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const ALL_UNSAFE = new RegExp(UNSAFE, 'g');

/**
 * `value` as a field may hold it; `undefined` if it is nothing that one can hold. A string is made one line of printable
 * text: whatever a client sends, and whatever format the logger writes, it ends no line. Quotes and spaces stay.
 * Source: OWASP Logging Cheat Sheet, "Event collection".
 */
export function toLogValue(value: unknown): LogValue | undefined {
  if (typeof value === 'string') return printable(value);
  return typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function printable(text: string): string {
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return UNSAFE.test(cut) ? cut.replaceAll(ALL_UNSAFE, escapeCharacter) : cut;
}

/** As JSON and JavaScript write it: `\u000a`. */
export function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
