import { asJson, asText, type Level, type LineFormat } from '../loggers/console/line-format.js';
import { CTX_REQUEST_ID } from '../request/context-vars.js';

type Write = (this: unknown, chunk: unknown, ...rest: readonly unknown[]) => boolean;

/** An output of the process, such as `process.stdout`. */
interface Output {
  write(...args: never[]): boolean;
}

const FORMATS: Readonly<Record<'text' | 'json', LineFormat>> = { text: asTextInRequest, json: asJson };

/**
 * Lets text carry its ids that a logger writes to an output by itself, as those of Nest and morgan do. It stays as it is if
 * it is JSON or not a whole line; as `'text'`, also outside of a request, and if it is a line that shows the request id
 * already. What comes with a callback is left to the console, which passes one.
 */
export function correlateOutput(output: Output, format: 'text' | 'json', level: Level): void {
  const write = output.write as Write;
  const writeCorrelated: Write = function (this: unknown, chunk, ...rest) {
    const isBare = typeof rest.at(-1) !== 'function' && isText(chunk);
    const written = isBare ? `${FORMATS[format](chunk.slice(0, -1), level)}\n` : chunk;
    return Reflect.apply(write, this, [written, ...rest]);
  };
  Object.assign(output, { write: writeCorrelated });
}

/** What may stand in JSON as it is: line breaks of Unicode too, but none of ASCII. */
const JSON_LINE = /^\{[^\n\r\v\f]*\}\n$/;

function isText(chunk: unknown): chunk is string {
  return typeof chunk === 'string' && chunk.endsWith('\n') && !JSON_LINE.test(chunk);
}

function asTextInRequest(text: string, level: Level): string {
  const id = CTX_REQUEST_ID.get();
  if (id === '' || (text.includes(id) && /^[^\n\r\v\f\u0085\u2028\u2029]*$/.test(text))) return text;
  return asText(text, level);
}
