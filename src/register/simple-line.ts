import { logContext } from '../loggers/log-context.js';
import { UNSAFE } from '../loggers/log-value.js';
import { loggedVars } from '../loggers/logged-vars.js';

/** What the formats of winston make of an entry. */
interface Entry {
  readonly [MESSAGE]?: unknown;
  readonly level?: string;
  readonly message?: string | object;
  readonly padding?: Readonly<Record<string, string>>;
}

const MESSAGE: unique symbol = Symbol.for('message');
const COLOUR_OR_TAB = new RegExp(String.raw`\t|\u001b\[[\d;]*m`, 'g');

/**
 * The line of an entry, if winston's format `simple` made it and it shows the id of the request: `info: text {"request_id":"abc"}`.
 * Not one that could pass for more than a line: those have the id before each.
 */
export function simpleLine(entry: Entry): string | undefined {
  const { [MESSAGE]: line, level = '', message, padding } = entry;
  const text = typeof message === 'object' ? '[object Object]' : message;
  const start = `${level}:${padding?.[level] ?? ''} ${text} {`;
  if (typeof line !== 'string' || !line.startsWith(start) || !isPlain(line)) return undefined;
  return showsId(line.slice(start.length - 1)) ? line : undefined;
}

/** But for colours and tabs, which the console leaves as they are. */
function isPlain(line: string): boolean {
  return !UNSAFE.test(line.replaceAll(COLOUR_OR_TAB, ''));
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
