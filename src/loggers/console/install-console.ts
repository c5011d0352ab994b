import { checkOptions, type OptionChecks } from '../../core/check-options.js';
import type { ConsoleLike } from './console-like.js';
import { CurrentLevel } from './current-level.js';
import { asJson, asText, type LineFormat, withoutEnd } from './line-format.js';
import { redirectStreams, type Rewrite } from './redirect-streams.js';
import { replaceMethods } from './replace-methods.js';

/** How a console writes. */
export interface ConsoleOptions {
  /** `'text'`, the default: each line begins with `[<request id>]`. `'json'`: one object with the fields of `logContext()` per call. */
  readonly format?: 'text' | 'json';
  /** The console; `globalThis.console` unless given. */
  readonly console?: Console;
}

const FORMATS = { text: asText, json: asJson } as const satisfies Readonly<Record<string, LineFormat>>;

const CHECKS: OptionChecks<ConsoleOptions> = {
  format: ["'text' or 'json'", (value) => typeof value === 'string' && Object.hasOwn(FORMATS, value)],
  console: ['a console that can be changed', isConsole],
};

const INSTALLED: unique symbol = Symbol.for('throughline.console');

/**
 * Lets a console write the ids of the current context with every line, whichever of its methods writes it. Returns what
 * undoes it. Where it is installed already, by this or another copy of the package, it does nothing. What a method returns or
 * throws stays what it is. Throws `TL_ERR_INVALID_OPTION`, naming the option, for an unknown or a wrong one, a frozen console
 * included.
 *
 *     installConsole();
 *     console.log('card charged'); // [0c5af3b2c4a94c4c8a1de0c1d2a7b9f1] card charged
 */
export function installConsole(options?: ConsoleOptions): () => void {
  const { format: formatName = 'text', console: target = globalThis.console } = checkOptions(options, CHECKS);
  const format: LineFormat = FORMATS[formatName];
  if (INSTALLED in target) return nothing;
  const level = new CurrentLevel();
  const rewrite: Rewrite = (text, name, byConsole) => {
    if (level.value === undefined && !byConsole) return [text]; // of winston, which borrows the streams and has its own ids
    return format(withoutEnd(text)[0], level.value ?? (name === '_stderr' ? 'error' : 'info'), '\n');
  };
  const stopRewriting = isNative(target)
    ? replaceMethods(target, rewrite)
    : redirectStreams(target, rewrite, format === asText);
  const stopWatching = level.watch(target);
  Object.defineProperty(target, INSTALLED, { value: level, configurable: true });
  return () => {
    if (Reflect.get(target, INSTALLED) !== level) return;
    stopWatching();
    stopRewriting();
    Reflect.deleteProperty(target, INSTALLED);
  };
}

function isConsole(value: unknown): boolean {
  const { log, error } = (value ?? {}) as Partial<Console>;
  return typeof log === 'function' && typeof error === 'function' && !Object.isFrozen(value);
}

/** Whether it does not write to streams that can be replaced: the global ones of Bun, Deno and others. */
function isNative(target: ConsoleLike): boolean {
  const isOfNode = globalThis.process?.versions?.['bun'] === undefined && !('Deno' in globalThis);
  return target._stdout === undefined || (target === globalThis.console && !isOfNode);
}

function nothing(): void {}
