import { attempt } from '../../../core/attempt.js';
import type { LineView } from '../../api.js';
import { isSecret, REDACTED } from '../../redact/redact.js';

/** Source: pino, `levels`; bunyan has the same. */
const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** The parts of a line that a request wrote: of one in JSON its message and its fields, of text what stands behind the id of the request. */
export function shownLine(written: string, level: string, id: string): Pick<LineView, 'level' | 'text' | 'fields'> {
  const line = written.replace(/\r?\n$/, '');
  const fields = line.startsWith('{') && line.endsWith('}') ? parsed(line) : undefined;
  if (fields === undefined) return { level, text: withoutId(line, id), fields: undefined };
  const { msg, message, level: own } = fields;
  const text = [msg, message].find((part): part is string => typeof part === 'string');
  return {
    level: levelOf(own) ?? level,
    text: text ?? line,
    fields: JSON.stringify(fields, (name, value: unknown) => (isSecret(name) ? REDACTED : value)),
  };
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  return attempt(() => JSON.parse(line) as Record<string, unknown>);
}

function levelOf(value: unknown): string | undefined {
  if (typeof value === 'number') return LEVELS[value] ?? String(value);
  return typeof value === 'string' ? value : undefined;
}

/** Without the prefix of `throughline/register`, in which brackets of values are escaped. */
function withoutId(line: string, id: string): string {
  return id !== '' && line.startsWith(`[${id}`) ? line.replaceAll(/^\[[^\]\n]*\] ?/gm, '') : line;
}
