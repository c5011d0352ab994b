import {
  CTX_REQUEST_ID,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
} from '../../request/context-vars.js';
import { logContext } from '../log-context.js';
import { escapeCharacter, type LogValue, UNSAFE } from '../log-value.js';
import { loggedVars } from '../logged-vars.js';

/** The levels of a console; `trace` is what `console.trace` writes. */
export type Level = 'debug' | 'info' | 'warn' | 'error' | 'trace';

/** Makes lines, without the last line break, of what a console is about to write in the current context. */
export type LineFormat = (text: string, level: Level) => string;

/** What no field may hold, but tabs, line breaks between lines, and the colours of terminals. */
const ALL_UNSAFE = new RegExp(String.raw`(?!\t|\n|\u001b\[[\d;]*m)${UNSAFE.source}`, 'g');
const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * `[<request id> <field>=<value>] text`, each line of the text with its own, `[-]` outside of any request: no line of a text
 * can pass for one of another request. Method and path are left out, as are the ids of the trace. Where the id is not in lines,
 * the brackets hold the rest: `[]` where there is none.
 */
export const asText: LineFormat = (text) => {
  const prefix = prefixNow();
  const lines = text.split(LINE_BREAK).map((line) => line.replaceAll(ALL_UNSAFE, escapeCharacter));
  return lines.map((line) => (line === '' ? prefix : `${prefix} ${line}`)).join('\n');
};

/** One line of JSON: `time` (ISO 8601), `level`, `message`, and the fields of `logContext()`. */
export const asJson: LineFormat = (text, level) => {
  const line = { time: new Date().toISOString(), level, message: text, ...logContext() };
  return JSON.stringify(line).replaceAll(ALL_UNSAFE, escapeCharacter);
};

/** A text without the line break at its end, and that line break. */
export function withoutEnd(text: string): readonly [text: string, end: string] {
  const end = /\r?\n$/.exec(text)?.[0] ?? '';
  return [text.slice(0, text.length - end.length), end];
}

const LEFT_OUT: ReadonlySet<unknown> = new Set([
  CTX_TRACE_ID,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_REQUEST_METHOD,
  CTX_REQUEST_PATH,
]);

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

/** A value that could pass for none, for more than one, or for the end of the prefix, stands in quotes. */
function quoted(value: LogValue): string {
  const text = String(value);
  return /^[\w.:@/+-]+$/.test(text) && text !== NONE
    ? text
    : JSON.stringify(text).replaceAll(/[[\]]/g, escapeCharacter);
}
