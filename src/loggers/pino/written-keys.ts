import { type PinoParts, pinoPart } from './pino-parts.js';

/** What a line begins with, by the parts of its logger that say so. */
interface Beginning extends Pick<PinoParts, 'levels' | 'bindings'> {
  /** Which it was looked through for, and has not. */
  readonly key: RegExp;
}

/** That of the logger that was asked for last, if it was without the key: most lines are written by few loggers. */
let without: Beginning | undefined;

/** Whether a line of this logger may have such a key without any field. Quick: it is asked for each line, by a child logger of each request. */
export function writesKey(logger: object, key: RegExp): boolean {
  const bindings = pinoPart(logger, 'bindings');
  const levels = pinoPart(logger, 'levels');
  if (bindings === undefined || levels === undefined) return false;
  if (without?.key === key && without.bindings === bindings && without.levels === levels) return false;
  if (key.test(bindings) || key.test(headOf(logger))) return true;
  without = { key, levels, bindings };
  return false;
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
