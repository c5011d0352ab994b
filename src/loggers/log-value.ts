/** What a field of a log line can hold. */
export type LogValue = string | number | boolean;

/** Longer values are cut: a path may have 16 KB, and stands in every line of its request. In bytes, as JSON writes it, without quotes. */
const MAX_LENGTH = 1024 - '""'.length;

/**
 * What ends a line for some reader of logs, moves a terminal's cursor, or turns the direction of what stands beside it. Source:
 * Unicode, UAX 14 (mandatory breaks) and the property `Bidi_Control`.
 */
export const UNSAFE = /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const ALL_UNSAFE = new RegExp(UNSAFE, 'g');

/** The same, but for tabs: messages may hold them. */
export const UNSAFE_BUT_TABS = new RegExp(String.raw`(?!\t)${UNSAFE.source}`);

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
  const cut = cutText(text, MAX_LENGTH, UNSAFE);
  return UNSAFE.test(cut) ? cut.replaceAll(ALL_UNSAFE, escapeCharacter) : cut;
}

/** Remembered: there are few, and a text may be full of them. */
const escapes = new Map<string, string>();

/** As JSON and JavaScript write it: `\u000a`. */
export function escapeCharacter(character: string): string {
  let escape = escapes.get(character);
  if (escape === undefined) {
    escape = `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    escapes.set(character, escape);
  }
  return escape;
}

/** An escaped character in JSON, where its own backslash is escaped: `\\u000a`. */
const ESCAPED_LENGTH = 7;
const NOTHING = /(?!)/;

const ELLIPSIS = '…';
const ELLIPSIS_LENGTH = 3;

/** A text, cut with `…` where it would have more bytes than `max` as JSON writes it, `escaped` characters as escapes. */
export function cutText(text: string, max: number, escaped: RegExp): string {
  if (text.length * ESCAPED_LENGTH <= max) return text;
  let [end, cut, left] = [0, 0, max];
  for (const character of text) {
    left -= lengthOf(character, escaped);
    if (left < 0) return text.slice(0, cut) + ELLIPSIS;
    end += character.length;
    if (left >= ELLIPSIS_LENGTH) cut = end;
  }
  return text;
}

/** How many bytes a text has as JSON writes it. */
export function writtenLength(text: string): number {
  let length = 0;
  for (const character of text) length += lengthOf(character, NOTHING);
  return length;
}

function lengthOf(character: string, escaped: RegExp): number {
  if (escaped.test(character)) return ESCAPED_LENGTH;
  if (character === '"' || character === '\\') return 2;
  const code = character.codePointAt(0) as number;
  if (code >= 0xd800 && code <= 0xdfff) return 6; // half a character, which JSON escapes
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
}
