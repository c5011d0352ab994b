import type { Level, LineFormat } from '../loggers/console/line-format.js';
import { CTX_REQUEST_ID } from '../request/context-vars.js';

type Write = (this: unknown, chunk: unknown, ...rest: readonly unknown[]) => boolean;

/** An output of the process, such as `process.stdout`. */
interface Output {
  write(...args: never[]): boolean;
}

/**
 * Lets text carry its ids that a logger writes to an output by itself, as those of Nest and morgan do. It stays as it is
 * outside of a request, if it is JSON or not a whole line, and if it is a line that shows the request id already. What comes with a
 * callback is left to the console, which passes one.
 */
export function correlateOutput(output: Output, format: LineFormat, level: Level): void {
  const write = output.write as Write;
  const writeCorrelated: Write = function (this: unknown, chunk, ...rest) {
    const isBare = typeof rest.at(-1) !== 'function' && isText(chunk) && !showsId(chunk);
    const written = isBare ? `${format(chunk.slice(0, -1), level)}\n` : chunk;
    return Reflect.apply(write, this, [written, ...rest]);
  };
  Object.assign(output, { write: writeCorrelated });
}

/** What may stand in JSON as it is: line breaks of Unicode too, but none of ASCII. */
const JSON_LINE = /^\{[^\n\r\v\f]*\}\n$/;

function isText(chunk: unknown): chunk is string {
  return typeof chunk === 'string' && chunk.endsWith('\n') && !JSON_LINE.test(chunk);
}

/** Whether there is nothing to add: no request, or one line with its id. */
function showsId(text: string): boolean {
  const id = CTX_REQUEST_ID.get();
  return id === '' || (text.includes(id) && /^[^\n\r\v\f\u0085\u2028\u2029]*\n$/.test(text));
}
