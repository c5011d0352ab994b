import { nodeBuiltin } from '../../core/runtime/node-builtin.js';
import type { Changes } from './changes.js';
import type { ConsoleLike, LineSink, StreamName } from './console-like.js';
import { inPieces } from '../lines/in-pieces.js';
import { plainConsole } from './plain-console.js';
import type { Rewrite } from './redirect-streams.js';

type Method = (...args: unknown[]) => unknown;
type Sinks = { readonly stdout: LineSink; readonly stderr: LineSink };

/**
 * Rewrites what the native console of Bun, Deno or Workers writes, which has no streams: a console of Node's kind formats,
 * and hands over its lines. Says whether its methods could be replaced.
 */
export function replaceMethods(target: ConsoleLike, rewrite: Rewrite, changes: Changes): boolean {
  const methods = target as unknown as Record<string, Method>;
  const sink = (name: StreamName, print: Method): LineSink => ({
    ...SILENT_EVENTS,
    write(text) {
      // Each piece is a line of its own for such a console, so a message of its own, too.
      for (const message of inPieces(text, unchanged, '', () => '')) {
        const lines = [...rewrite(message, name, true)].join('');
        Reflect.apply(print, target, ['%s', lines.slice(0, -1)]);
      }
    },
  });
  const inner = formatting({
    stdout: sink('_stdout', methods['log'] as Method),
    stderr: sink('_stderr', methods['error'] as Method),
  });
  return Object.entries(inner).every(([name, replacement]) => {
    const isLeftAlone =
      typeof methods[name] !== 'function' || typeof replacement !== 'function' || LEFT_ALONE.has(name);
    return isLeftAlone || changes.replace(name, () => replacement);
  });
}

/** What writes no lines. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['Console', 'clear']);

/** The methods of a console that formats: Node's where the runtime has it. */
function formatting(sinks: Sinks): Record<string, Method | undefined> {
  const builtin: { readonly Console?: new (options: Sinks) => Record<string, Method> } | undefined =
    nodeBuiltin('node:console');
  return typeof builtin?.Console === 'function' ? new builtin.Console(sinks) : plainConsole(sinks);
}

/** What a console asks of a stream besides. */
const SILENT_EVENTS = {
  listenerCount: () => 0,
  on: nothing,
  once: nothing,
  removeListener: nothing,
};

function nothing(): void {}

function unchanged(text: string): string {
  return text;
}
