import { isJsonObject } from '../loggers/console/is-json-object.js';
import { asJson, asText, type Level, withoutEnd } from '../loggers/console/line-format.js';
import { isOwnLine } from '../loggers/console/own-lines.js';
import { rewrittenText } from '../loggers/console/rewritten-text.js';
import { CTX_REQUEST_ID } from '../request/context-vars.js';

type Write = (this: unknown, chunk: unknown, ...rest: readonly unknown[]) => boolean;

/** An output of the process, such as `process.stdout`. */
interface Output {
  write(...args: never[]): boolean;
}

/** Text that begins a line and ends one, by `end`, or begins its last line only. */
type Correlate = (text: string, end: string, level: Level) => string;

const FORMATS: Readonly<Record<'text' | 'json', Correlate>> = {
  text: (text, end, level) => (isOwnLine(text) ? text : asText(text, level)) + end,
  json: (text, end, level) => asJson(text, level) + (end || '\n'),
};

/**
 * Lets text carry its ids that a logger writes to an output by itself, as those of Nest and morgan do. It stays as it is if
 * it is JSON, less than a line, in another encoding, or of a console that has ids, and, as `'text'`, outside of a request.
 * Throws a `TypeError` for an output that cannot be changed.
 */
export function correlateOutput(output: Output, format: 'text' | 'json', level: Level): void {
  const write = output.write as Write;
  let isInLine = false;
  const writeCorrelated: Write = function (this: unknown, chunk, ...rest) {
    const isWanted = format === 'json' || CTX_REQUEST_ID.get() !== '';
    const written = isWanted && isText(chunk, rest) ? correlated(chunk, isInLine, FORMATS[format], level) : chunk;
    const result = Reflect.apply(write, this, [written, ...rest]);
    isInLine = endsInLine(written, rest[0], isInLine);
    return result;
  };
  Object.assign(output, { write: writeCorrelated });
}

function isText(chunk: unknown, rest: readonly unknown[]): chunk is string {
  return typeof chunk === 'string' && chunk !== rewrittenText.current && isUtf8(rest[0]);
}

function isUtf8(encoding: unknown): boolean {
  return typeof encoding !== 'string' || /^utf-?8$/i.test(encoding);
}

/** The end of a line that was begun before stays as it is. */
function correlated(chunk: string, isInLine: boolean, format: Correlate, level: Level): string {
  if (!chunk.includes('\n')) return chunk;
  const start = isInLine ? chunk.indexOf('\n') + 1 : 0;
  if (start === chunk.length) return chunk;
  const [text, end] = withoutEnd(chunk.slice(start));
  return areJson(text) ? chunk : chunk.slice(0, start) + format(text, end, level);
}

function areJson(text: string): boolean {
  return text.split(/\r?\n/).every((line) => isJsonObject(line));
}

function endsInLine(chunk: unknown, encoding: unknown, wasInLine: boolean): boolean {
  if (typeof chunk === 'string' && isUtf8(encoding)) return chunk === '' ? wasInLine : !chunk.endsWith('\n');
  const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding as BufferEncoding) : chunk;
  return bytes instanceof Uint8Array && (bytes.length === 0 ? wasInLine : bytes.at(-1) !== 0x0a);
}
