import { nodeBuiltin } from '../../core/node-builtin.js';
import { ThroughlineError } from '../../core/throughline-error.js';
import type { ConsoleLike, LineSink, StreamName } from './console-like.js';
import type { Rewrite } from './redirect-streams.js';

type Method = (...args: unknown[]) => unknown;
type ConsoleClass = new (options: { readonly stdout: LineSink; readonly stderr: LineSink }) => Record<string, Method>;

/**
 * Rewrites what the native console of Bun or Deno writes, which has no streams: a console of Node's kind formats, and hands
 * over its lines. Returns what ends it.
 */
export function replaceMethods(target: ConsoleLike, rewrite: Rewrite): () => void {
  const methods = target as unknown as Record<string, Method>;
  const Console = consoleClass();
  if (typeof Console !== 'function') {
    throw new ThroughlineError(
      'TL_ERR_INVALID_OPTION',
      'console',
      'one that has streams: this runtime lacks node:console',
    );
  }
  const sink = (name: StreamName, print: Method): LineSink => ({
    ...SILENT_EVENTS,
    write: (text) => Reflect.apply(print, target, ['%s', rewrite(text, name, true).slice(0, -1)]),
  });
  const inner = new Console({
    stdout: sink('_stdout', methods['log'] as Method),
    stderr: sink('_stderr', methods['error'] as Method),
  });
  const undo = Object.keys(inner).flatMap((name) => {
    const [original, replacement] = [methods[name], inner[name]];
    if (typeof original !== 'function' || typeof replacement !== 'function' || LEFT_ALONE.has(name)) return [];
    methods[name] = replacement;
    return [() => methods[name] === replacement && (methods[name] = original)];
  });
  return () => {
    for (const restore of undo) restore();
  };
}

/** What writes no lines. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['Console', 'clear']);

/** `undefined` where the runtime has none. */
function consoleClass(): ConsoleClass | undefined {
  const builtin: { readonly Console?: ConsoleClass } | undefined = nodeBuiltin('node:console');
  return builtin?.Console;
}

/** What a console asks of a stream besides. */
const SILENT_EVENTS = {
  listenerCount: () => 0,
  on: nothing,
  once: nothing,
  removeListener: nothing,
};

function nothing(): void {}
