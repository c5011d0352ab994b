import { isJsonObject } from '../loggers/console/is-json-object.js';
import { asJson, asText, type Level, type LineFormat, withoutEnd } from '../loggers/console/line-format.js';
import { isOwnLine } from '../loggers/console/own-lines.js';
import { rewrittenText } from '../loggers/console/rewritten-text.js';
import { writePieces } from '../loggers/console/write-pieces.js';
import { CTX_REQUEST_ID } from '../request/context-vars.js';

type Write = (this: unknown, chunk: unknown, ...rest: readonly unknown[]) => boolean;

/** An output of the process, such as `process.stdout`. */
interface Output {
  write(...args: never[]): boolean;
}

/** For text that begins a line and ends one, by `end`, or begins its last line only. */
const FORMATS: Readonly<Record<'text' | 'json', LineFormat>> = {
  text: (text, level, end) => (isOwnLine(text) ? [text + end] : asText(text, level, end)),
  json: (text, level, end) => asJson(text, level, end || '\n'),
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
    const isOurs = isWanted && isText(chunk, rest);
    const pieces = isOurs ? correlated(chunk, isInLine, FORMATS[format], level) : [chunk];
    return writePieces<unknown, boolean>(pieces, rest, (piece, restOfPiece) => {
      const result = Reflect.apply(write, this, [piece, ...restOfPiece]);
      isInLine = endsInLine(piece, rest[0], isInLine);
      return result;
    });
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
function* correlated(chunk: string, isInLine: boolean, format: LineFormat, level: Level): Generator<string> {
  const start = isInLine ? chunk.indexOf('\n') + 1 : 0;
  const [text, end] = withoutEnd(chunk.slice(start));
  if (!chunk.includes('\n') || start === chunk.length || areJson(text)) {
    yield chunk;
    return;
  }
  if (start > 0) yield chunk.slice(0, start);
  yield* format(text, level, end);
}

function areJson(text: string): boolean {
  for (let start = 0; start <= text.length;) {
    const lineBreak = text.indexOf('\n', start);
    const end = lineBreak === -1 ? text.length : lineBreak;
    if (!isJsonObject(text.slice(start, text[end - 1] === '\r' ? end - 1 : end))) return false;
    start = end + 1;
  }
  return true;
}

function endsInLine(chunk: unknown, encoding: unknown, wasInLine: boolean): boolean {
  if (typeof chunk === 'string' && isUtf8(encoding)) return chunk === '' ? wasInLine : !chunk.endsWith('\n');
  const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding as BufferEncoding) : chunk;
  if (!ArrayBuffer.isView(bytes)) return false;
  return bytes.byteLength === 0
    ? wasInLine
    : new DataView(bytes.buffer).getUint8(bytes.byteOffset + bytes.byteLength - 1) !== 0x0a;
}
