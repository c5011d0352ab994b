import { CTX_REQUEST_ID } from '../../request/context-vars.js';
import { logContext } from '../log-context.js';
import { cutText, escapeCharacter, type LogValue, UNSAFE, UNSAFE_BUT_TABS } from '../log-value.js';
import { loggedVars, OWN_FIELDS } from '../logged-vars.js';
import { inPieces } from './in-pieces.js';
import { PrefixedLines } from './prefixed-lines.js';

const ALL_UNSAFE = new RegExp(UNSAFE, 'g');
const ALL_UNSAFE_BUT_TABS = new RegExp(UNSAFE_BUT_TABS, 'g');

/** The levels of a console; `trace` is what `console.trace` writes. */
export type Level = 'debug' | 'info' | 'warn' | 'error' | 'trace';

/** Makes lines, ended by `end`, of what a console is about to write in the current context; of a very long text in pieces. */
export type LineFormat = (text: string, level: Level, end: string) => Iterable<string>;

/**
 * `[<request id> <field>=<value>] text`, each line of the text with its own, `[-]` outside of any request: no line of a text can
 * pass for one of another request, and all lines have at most 7 times the bytes of the text and 16 KiB. Method and path, or the
 * name of the job, are left out, as are the ids of the trace. Where the id is not in lines, the brackets hold the rest: `[]`
 * where there is none.
 */
export const asText: LineFormat = (text, _level, end) => prefixed(text, end, false);

/** The same for a text that goes on in a line which others began: a prefix stands before its further lines only. */
export const asRestOfText: LineFormat = (text, _level, end) => prefixed(text, end, true);

function prefixed(text: string, end: string, isBegun: boolean): Iterable<string> {
  const prefix = prefixNow();
  const lines = new PrefixedLines(prefix, isBegun);
  return inPieces(
    end === '\n' ? text.replace(/\r$/, '') : text, // a part of the line break, as somebody read it
    (piece) => lines.add(piece),
    isBegun ? '' : prefix,
    () => lines.end() + end,
  );
}

/** One line of JSON: `time` (ISO 8601), `level`, `message`, and the fields of `logContext()`. */
export const asJson: LineFormat = (text, level, end) => {
  const head = `{"time":"${new Date().toISOString()}","level":"${level}","message":"`;
  const fields = JSON.stringify(logContext());
  return inPieces(text, inJson, head, () => `"${fields === '{}' ? '' : ','}${fields.slice(1)}${end}`);
};

/** What goes on in a line which others began stays in it, whatever ends a line for some reader. */
export const asRestOfJson: LineFormat = (text, _level, end) =>
  inPieces(
    text,
    (piece) => piece.replaceAll(ALL_UNSAFE_BUT_TABS, escapeCharacter),
    '',
    () => end,
  );

/** Without the quotes around it. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll(ALL_UNSAFE, escapeCharacter);
}

/** A text without the line break at its end, and that line break. */
export function withoutEnd(text: string): readonly [text: string, end: string] {
  const end = text.endsWith('\r\n') ? '\r\n' : text.endsWith('\n') ? '\n' : '';
  return [text.slice(0, text.length - end.length), end];
}

/** A prefix shows of the package's own fields the request id alone. */
const LEFT_OUT: ReadonlySet<unknown> = new Set(
  OWN_FIELDS.map(([variable]) => variable).filter((variable) => variable !== CTX_REQUEST_ID),
);

/** Stands for the id outside of any request. */
const NONE = '-';

function prefixNow(): string {
  const fields = logContext();
  const parts = CTX_REQUEST_ID.get() === '' ? [NONE] : [];
  for (const { variable, field } of loggedVars().all) {
    const value = field === false || LEFT_OUT.has(variable) ? undefined : fields[field];
    if (value === undefined) continue;
    parts.push(variable === CTX_REQUEST_ID ? quoted(value) : `${field}=${quoted(value)}`);
  }
  return `[${parts.join(' ')}]`;
}

/** In bytes: a value of the prefix stands in every line. */
const MAX_LENGTH = 256;
const BRACKET = /[[\]]/;

/** A value that could pass for none, for more than one, or for the end of the prefix, stands in quotes. */
function quoted(value: LogValue): string {
  const text = cutText(String(value), MAX_LENGTH, BRACKET);
  return /^[\w.:@/+-]+$/.test(text) && text !== NONE
    ? text
    : JSON.stringify(text).replaceAll(/[[\]]/g, escapeCharacter);
}
