import { pinoPart } from './pino-parts.js';

/** Whether a line of this logger may have such a key without any field. Quick: it is asked for each line, by a child logger of each request. */
export function writesKey(logger: object, key: RegExp): boolean {
  const bindings = pinoPart(logger, 'bindings');
  return bindings !== undefined && (key.test(bindings) || key.test(headOf(logger)));
}

interface Written {
  readonly bindings: string | undefined;
  readonly head: string;
  readonly keys: readonly string[];
}

/** Those of the logger that was asked for last. */
let last: Written | undefined;

/** The keys that a line of this logger has without any field: for the message, the level, the time, and what it is bound to. */
export function writtenKeys(logger: object): readonly string[] {
  const bindings = pinoPart(logger, 'bindings');
  const head = headOf(logger);
  if (last === undefined || last.bindings !== bindings || last.head !== head) {
    last = { bindings, head, keys: keysOf(`${head}${bindings}}`) };
  }
  return last.keys;
}

const heads = new WeakMap<object, string>();

/** How a line of a logger may begin; loggers that have their levels in common have this in common. */
function headOf(logger: object): string {
  const levels = pinoPart(logger, 'levels');
  if (levels === undefined) return '';
  let head = heads.get(levels);
  if (head === undefined) {
    head = beginningOf(logger, Object.values(levels)[0]);
    heads.set(levels, head);
  }
  return head;
}

function beginningOf(logger: object, level = '{'): string {
  const message = JSON.stringify(pinoPart(logger, 'messageKey') ?? 'msg');
  try {
    return `{${message}:0,${level.slice(1)}${pinoPart(logger, 'time')?.()}`;
  } catch {
    return `{${message}:0`; // its lines fail as well
  }
}

function keysOf(json: string): string[] {
  try {
    return Object.keys(JSON.parse(json) as object);
  } catch {
    return []; // of a logger that writes no JSON
  }
}
