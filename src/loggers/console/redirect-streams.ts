import type { Changes } from './changes.js';
import type { LineSink, StreamName } from './console-like.js';
import { rewrittenText } from '../lines/own-lines.js';
import { writePieces } from '../lines/write-pieces.js';

/**
 * What becomes of a text, ended by a line break, that is being written to one of the streams, in pieces. `byConsole` says that it comes
 * with the callback that a console passes: a method wrote it that was taken off the console before.
 */
export type Rewrite = (text: string, name: StreamName, byConsole: boolean) => Iterable<string>;

/** Rewrites what a console of Node writes, whichever method writes it. Says whether its streams could be replaced. */
export function redirectStreams(rewrite: Rewrite, colours: boolean, changes: Changes): boolean {
  return (['_stdout', '_stderr'] as const).every((name) => {
    const rewriteText = (text: string, byConsole: boolean): Iterable<string> => rewrite(text, name, byConsole);
    return changes.replace(name, (stream: LineSink) => rewritten(stream, rewriteText, colours));
  });
}

/** The same stream, but for `write`, and for whether it shows colours. */
function rewritten(
  stream: LineSink,
  rewrite: (text: string, byConsole: boolean) => Iterable<string>,
  colours: boolean,
): LineSink {
  const write: LineSink['write'] = (text, ...given) =>
    writePieces(rewrite(text, typeof given.at(-1) === 'function'), given, (written, rest) => {
      rewrittenText.current = written === text ? undefined : written;
      try {
        return stream.write(written, ...rest);
      } finally {
        rewrittenText.current = undefined;
      }
    });
  // Not of the stream itself: a proxy must give what its target has and cannot change.
  return new Proxy(Object.create(stream) as LineSink, {
    get(_, property): unknown {
      if (property === 'write') return write;
      if (property === 'isTTY' && !colours) return false;
      const value: unknown = Reflect.get(stream, property, stream);
      return value;
    },
    set: (_, property, value) => Reflect.set(stream, property, value),
  });
}
