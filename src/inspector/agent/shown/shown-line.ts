import { stripVTControlCharacters } from 'node:util';

import type { LineView } from '../../api.js';
import { jsonIn, redactedJson, redactedText, withoutColors } from '../../redact/redacted-text.js';

/** Source: pino, `levels`; bunyan has the same. */
const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/**
 * The parts of a line that a request wrote, without secrets: of one in JSON its message and its fields, of text what stands behind the id
 * of the request. A write may have several lines: each that is JSON stays that.
 */
export function shownLine(written: string, level: string, id: string): Pick<LineView, 'level' | 'text' | 'fields'> {
  const line = withoutId(withoutColors(written).replace(/\r?\n$/, ''), id);
  const json = jsonIn(line);
  if (json === undefined) return { level, text: redactedLines(line), fields: undefined };
  if (Array.isArray(json)) return { level, text: redactedText(line), fields: undefined };
  return {
    level: levelIn(json) ?? level,
    text: redactedText(messageIn(json) ?? line),
    fields: JSON.stringify(redactedJson(json)),
  };
}

function redactedLines(text: string): string {
  const isOfJson = /^\s*[{[]/m.test(text);
  // A text that is cut, or goes over several lines, is seen as a whole.
  return redactedText(
    isOfJson
      ? text
          .split('\n')
          .map((line) => (jsonIn(line) ? redactedText(line) : line))
          .join('\n')
      : text,
  );
}

/** Whether a text is the line in JSON that a logger made: as it is, or as pino-pretty shows it, with the level before the message. */
export function isShownAs(text: string, line: string): boolean {
  if (text === line) return true;
  const json = jsonIn(line);
  const message = json && messageIn(json);
  if (json === undefined || !message) return false;
  const plain = `${stripVTControlCharacters(text).replaceAll('\r', '')}\n`;
  const at = plain.indexOf(`${message}\n`);
  const before = plain.slice(plain.lastIndexOf('\n', at - 1) + 1, at);
  return at > 0 && before.split(/\W+/).includes(levelIn(json)?.toUpperCase() ?? '');
}

function messageIn(json: object): string | undefined {
  const { msg, message } = json as Readonly<Record<string, unknown>>;
  return [msg, message].find((part): part is string => typeof part === 'string');
}

function levelIn(json: object): string | undefined {
  const { level: value } = json as Readonly<Record<string, unknown>>;
  if (typeof value === 'number') return LEVELS[value] ?? String(value);
  return typeof value === 'string' ? value : undefined;
}

/** Without the prefix of `throughline/register`, in which brackets of values are escaped. */
function withoutId(line: string, id: string): string {
  return id !== '' && line.startsWith(`[${id}`) ? line.replaceAll(/^\[[^\]\n]*\] ?/gm, '') : line;
}
