import { TerminalStyle } from '../../loggers/lines/terminal-style.js';
import { logContext } from '../../loggers/log-context.js';
import { UNSAFE_BUT_TABS } from '../../loggers/log-value.js';
import { loggedVars } from '../../loggers/logged-vars.js';

/** What the formats of winston make of an entry. */
interface Entry {
  readonly [MESSAGE]?: unknown;
  readonly level?: string;
  readonly message?: string | object;
  readonly padding?: Readonly<Record<string, string>>;
}

const MESSAGE: unique symbol = Symbol.for('message');
const CODES = new RegExp(TerminalStyle.CODE, 'g');

/**
 * The line of an entry, if winston's format `simple` made it and it shows the id of the request: `info: text {"request_id":"abc"}`.
 * Not one that could pass for more than a line: those have the id before each.
 */
export function simpleLine(entry: Entry): string | undefined {
  const { [MESSAGE]: line, level = '', message, padding } = entry;
  const text = typeof message === 'object' ? '[object Object]' : message;
  const start = `${level}:${padding?.[level] ?? ''} ${text} {`;
  if (typeof line !== 'string' || !line.startsWith(start) || !isPlain(level, line.slice(level.length)))
    return undefined;
  return showsId(line.slice(start.length - 1)) ? line : undefined;
}

/** But for tabs, and the colours of the level: those of a text, which a client may choose, could hide the id. */
function isPlain(level: string, rest: string): boolean {
  return !UNSAFE_BUT_TABS.test(level.replaceAll(CODES, '')) && !UNSAFE_BUT_TABS.test(rest);
}

function showsId(json: string): boolean {
  const { requestIdField: field } = loggedVars();
  const id = field === undefined ? undefined : logContext()[field];
  return id !== undefined && parsed(json)[field as string] === id;
}

function parsed(json: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(json)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
