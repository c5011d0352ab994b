import { checkOptions, type OptionChecks } from '../../core/check-options.js';
import { ThroughlineError } from '../../core/throughline-error.js';
import { Changes } from './changes.js';
import type { ConsoleLike } from './console-like.js';
import { CurrentLevel } from './current-level.js';
import { isJsonObject } from '../lines/is-json-object.js';
import { asJson, asText, type LineFormat } from '../lines/line-format.js';
import { isOwnLine } from '../lines/own-lines.js';
import { redirectStreams, type Rewrite } from './redirect-streams.js';
import { replaceMethods } from './replace-methods.js';

/** How a console writes. */
export interface ConsoleOptions {
  /** `'text'`, the default: each line begins with `[<request id>]`. `'json'`: one object with the fields of `logContext()` per call. */
  readonly format?: 'text' | 'json';
  /** The console, by default `globalThis.console`. */
  readonly console?: Console;
}

const FORMATS = { text: asText, json: asJson } as const satisfies Readonly<Record<string, LineFormat>>;

const CHANGEABLE = 'a console that can be changed';

const CHECKS: OptionChecks<ConsoleOptions> = {
  format: ["'text' or 'json'", (value) => typeof value === 'string' && Object.hasOwn(FORMATS, value)],
  console: [CHANGEABLE, isConsole],
};

const INSTALLED: unique symbol = Symbol.for('throughline.console');

/**
 * Adds the ids of the current context to every line that a console writes, with all of its methods. Returns a function that undoes it. If
 * this or another copy of the package has installed it already, it does nothing. What a method returns or throws stays the same. Throws
 * `TL_ERR_INVALID_OPTION`, naming the option, for an unknown or a wrong one, and for a console that cannot be changed or extended, which
 * stays as it was.
 *
 *     installConsole();
 *     console.log('card charged'); // [0c5af3b2c4a94c4c8a1de0c1d2a7b9f1] card charged
 */
export function installConsole(options?: ConsoleOptions): () => void {
  const { format: formatName = 'text', console: target = globalThis.console } = checkOptions(options, CHECKS);
  const format: LineFormat = FORMATS[formatName];
  if (!isConsole(target)) throw new ThroughlineError('TL_ERR_INVALID_OPTION', 'console', CHANGEABLE);
  if (INSTALLED in target) return nothing;
  const changes = new Changes(target);
  if (!install(target, format, changes)) {
    changes.undo();
    throw new ThroughlineError('TL_ERR_INVALID_OPTION', 'console', CHANGEABLE);
  }
  return () => changes.undo();
}

/** Whether it could. */
function install(target: ConsoleLike, format: LineFormat, changes: Changes): boolean {
  const level = new CurrentLevel();
  const rewrite: Rewrite = (text, name, byConsole) => {
    if (level.value === undefined && !byConsole) return [text]; // of winston, which borrows the streams and has its own ids
    const line = text.endsWith('\n') ? text.slice(0, -1) : text; // a `\r` before it is of the message
    if (isOwnLine(line) && (format === asText || isJsonObject(line))) return [text];
    return format(line, level.value ?? (name === '_stderr' ? 'error' : 'info'), '\n');
  };
  const replace = (): boolean =>
    isNative(target) ? replaceMethods(target, rewrite, changes) : redirectStreams(rewrite, format === asText, changes);
  try {
    if (!changes.replace(INSTALLED, () => true) || !replace()) return false;
    level.watch(target, changes);
    return true;
  } catch {
    return false; // a proxy that throws
  }
}

/** One that has it already may be closed by now. */
function isConsole(value: unknown): value is Console {
  try {
    const { log, error } = (value ?? {}) as Partial<Console>;
    const isOpen = INSTALLED in Object(value) || Object.isExtensible(value);
    return typeof log === 'function' && typeof error === 'function' && isOpen;
  } catch {
    return false; // a proxy that throws
  }
}

/** Whether it does not write to streams that can be replaced: the global ones of Bun, Deno and others. */
function isNative(target: ConsoleLike): boolean {
  const isOfNode = globalThis.process?.versions?.['bun'] === undefined && !('Deno' in globalThis);
  return target._stdout === undefined || (target === globalThis.console && !isOfNode);
}

function nothing(): void {}
