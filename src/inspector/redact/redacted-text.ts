import { attempt } from '../../core/attempt.js';
import { TerminalStyle } from '../../loggers/lines/terminal-style.js';
import {
  isSecret,
  isSecretField,
  isValueBesideSecret,
  isValueOfSecret,
  REDACTED,
  SECRET_WORD,
  showing,
} from './redact.js';
import { withoutInsertedValues } from './redacted-inserts.js';
import { withoutNamedValues } from './redacted-names.js';
import { withoutTableCells } from './redacted-tables.js';

/** More than that is never parsed. */
const MAX_JSON = 2 ** 16;
const MAX_DEPTH = 32;

/** `//ann:pw@` of a URL. */
const USER = /\/\/[^/?#\s"]*@/g;

/** `?token=`, `&token=`, `#token=` or `;token=`. */
const PARAMETER = /[?&#;]([^?&#;=\s"]*)=/g;
/** The same at the start or between words, as logfmt and lists of environment variables have it; not `key={` of code. */
const FIELD = /(?:^|[\s'"`,([{])([\w.%-]{1,100})=(?=[\w+/%!@*-]|\$\d{0,3}[A-Za-z$])/g;
const VALUE_OF_PARAMETER = /(?:[^&#\s"\\]|\\(?!"))*/y;

/** The same in a URL that is a parameter of another, also where that is encoded again: `?next=%2F%3Ftoken%3Dx`, `?state=token%3Dx`. */
const ENCODED =
  /(?:[?&#;=]|%(?:25){0,3}(?:3f|26|23|3b|3d))((?:[\w.-]|%(?!(?:25){0,3}(?:3f|26|23|3b|3d))){1,100})(?=(=|%(?:25){0,3}3d))/gi;
const VALUE_OF_ENCODED = /(?:[^&#\s"%]|%(?!(?:25){0,3}(?:26|23)))*/iy;

/** `"password":` in JSON that is encoded in a URL, whole or but for the colon, as browsers do. */
const ENCODED_NAME = /%(?:25){0,3}22([\w.-]{1,100})%(?:25){0,3}22(?::|%(?:25){0,3}3a)(?:\+|%(?:25){0,3}20){0,4}/gi;
const VALUE_OF_ENCODED_NAME =
  /%(?:25){0,3}22(?:[^&#\s"%]|%(?:25){0,3}5c%(?:25){0,3}22|%(?!(?:25){0,3}22))*(?:%(?:25){0,3}22)?|(?:[[{]|%(?:25){0,3}[57]b)[^&#\s"]*|(?:[^&#\s"%,}\]]|%(?!(?:25){0,3}(?:2c|7d|5d)))*/iy;

/** `//ann:pw@` in such a one. */
const ENCODED_USER = /((?:%(?:25){0,3}2f){2})(?:(?!%(?:25){0,3}(?:2f|3f|23|40))[^/?#&@\s"]){1,200}(%(?:25){0,3}40)/gi;

/** `Bearer x`, and `Basic` before what is no word. */
const CREDENTIALS = /\b([Bb]earer|BEARER|BASIC|[Bb]asic(?=\W{1,4}[a-z]*[A-Z\d=]))((?:[ \t+]|%20){1,4})[\w.~+/=-]+/g;

/** What has none of these holds nothing secret, which is soon found out: all headers and lines go through here. In escapes, a name may hide. */
const MAY_HOLD = new RegExp(`${SECRET_WORD.source}|basic|[%\\\\]|//`, 'i');

/** The colors of a terminal: what stands in another color begins and ends with some. */
const COLORS = new RegExp(TerminalStyle.CODE, 'g');

/** `"password":`, also in JSON that stands in a text of JSON. */
const NAME = /"([^"]{1,100})"\s*:\s*/g;
const VALUE_OF_NAME = /"(?:[^"\\]|\\[^])*"?|\\+"[^"]*"?|[^\s,}\]]*/y;

/**
 * A text without what is secret in it: users and passwords in URLs, parameters and fields of JSON whose name says that they are, and
 * what follows `Bearer` or `Basic`; and without colors. A text that is JSON stays that. It takes time in proportion to the length of the text.
 */
export function redactedText(text: string): string {
  const plain = withoutColors(text);
  if (showing.isAll || !MAY_HOLD.test(plain)) return plain;
  return attempt(() => redactedIfJson(plain)) ?? redactedWords(plain);
}

/** The same for what stands behind the `?` of a URL. */
export function redactedQuery(query: string): string {
  return query === '' ? '' : redactedText(`?${query}`).slice(1);
}

/** A text without the colors that it has for a terminal. */
export function withoutColors(text: string): string {
  return text.includes('\u001b[') ? text.replaceAll(COLORS, '') : text;
}

/** What a text holds as JSON, if it is an object or a list; else `undefined`. */
export function jsonIn(text: string): object | undefined {
  const isLikely = text.length <= MAX_JSON && /^\s*[{[]/.test(text);
  return isLikely ? attempt(() => JSON.parse(text) as object) : undefined;
}

/** What JSON held, without what is secret by the name before it, in texts too. What stands deeper than 32 is left out. */
export function redactedJson(value: unknown, depth = 0): unknown {
  if (showing.isAll) return value;
  if (typeof value === 'string') return redactedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) return '…';
  if (Array.isArray(value))
    return value.map((item: unknown, at) => (isValueOfSecret(value, at) ? REDACTED : redactedJson(item, depth + 1)));
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => {
      const isHidden = isSecret(name) || isValueBesideSecret(value, name);
      return [name, isHidden ? REDACTED : redactedJson(held, depth + 1)];
    }),
  );
}

function redactedIfJson(text: string): string | undefined {
  const json = jsonIn(text);
  if (json === undefined) return undefined;
  const shown = JSON.stringify(redactedJson(json));
  return shown === JSON.stringify(json) ? redactedWords(text) : shown; // numbers may be longer than a double has them
}

function redactedWords(text: string): string {
  let shown = text;
  if (shown.includes('│')) shown = withoutTableCells(shown);
  if (/\bvalues?\b/i.test(shown)) shown = withoutInsertedValues(shown);
  if (shown.includes('"')) shown = withoutValues(shown, NAME, VALUE_OF_NAME);
  if (shown.includes('//')) shown = shown.replaceAll(USER, `//${REDACTED}@`);
  if (shown.includes('='))
    shown = withoutValues(withoutValues(shown, PARAMETER, VALUE_OF_PARAMETER), FIELD, VALUE_OF_PARAMETER);
  if (shown.includes('%'))
    shown = withoutValues(
      withoutValues(shown, ENCODED_NAME, VALUE_OF_ENCODED_NAME),
      ENCODED,
      VALUE_OF_ENCODED,
    ).replaceAll(ENCODED_USER, `$1${REDACTED}$2`);
  shown = withoutNamedValues(shown);
  return shown.replaceAll(CREDENTIALS, `$1$2${REDACTED}`);
}

/** Without what `value` finds behind each `name` that is secret. */
function withoutValues(text: string, name: RegExp, value: RegExp): string {
  let shown = '';
  let from = 0;
  name.lastIndex = 0;
  for (let found = name.exec(text); found !== null; found = name.exec(text)) {
    const isHidden = name === FIELD ? isSecretField : isSecret;
    if (!isHidden(decoded(found[1] as string))) continue;
    const start = name.lastIndex + (found[2]?.length ?? 0);
    // What is in an object or a list that is cut has no end that could be found.
    const isWhole = name === NAME && /[{[]/.test(text.charAt(start));
    value.lastIndex = start;
    const end = isWhole ? text.length : start + (value.exec(text)?.[0].length ?? 0);
    shown += text.slice(from, start) + (name === NAME ? `"${REDACTED}"` : REDACTED);
    from = end;
    name.lastIndex = end;
  }
  return shown + text.slice(from);
}

/** A name as whoever reads the URL, or the JSON, has it. */
function decoded(name: string): string {
  return name.replaceAll(/%([\da-f]{2})|\\+u([\da-f]{4})/gi, (_, byte: string | undefined, unit: string) =>
    String.fromCharCode(Number.parseInt(byte ?? unit, 16)),
  );
}
