import type { ConsoleLike, LineSink, StreamName } from './console-like.js';

/**
 * What becomes of a text, ended by a line break, that is being written to one of the streams. `byConsole` says that it comes
 * with the callback that a console passes: a method wrote it that was taken off the console before.
 */
export type Rewrite = (text: string, name: StreamName, byConsole: boolean) => string;

/** Rewrites what a console of Node writes, whichever method writes it. Returns what ends it. */
export function redirectStreams(target: ConsoleLike, rewrite: Rewrite, colours: boolean): () => void {
  const undo = (['_stdout', '_stderr'] as const).map((name) => {
    const stream = target[name] as LineSink;
    const rewriting = rewritten(stream, (text, byConsole) => rewrite(text, name, byConsole), colours);
    target[name] = rewriting;
    return () => {
      if (target[name] === rewriting) target[name] = stream;
    };
  });
  return () => {
    for (const restore of undo) restore();
  };
}

/** The same stream, but for `write`, and for whether it shows colours. */
function rewritten(
  stream: LineSink,
  rewrite: (text: string, byConsole: boolean) => string,
  colours: boolean,
): LineSink {
  const write: LineSink['write'] = (text, ...rest) =>
    stream.write(rewrite(text, typeof rest.at(-1) === 'function'), ...rest);
  return new Proxy(stream, {
    get(target, property): unknown {
      if (property === 'write') return write;
      if (property === 'isTTY' && !colours) return false;
      const value: unknown = Reflect.get(target, property, target);
      return value;
    },
  });
}
