import { OUTSIDE, outerContext } from '../../core/context.js';
import { patch } from '../../core/patch.js';
import { isJsonObject } from '../../loggers/lines/is-json-object.js';
import {
  asJson,
  asRestOfJson,
  asRestOfText,
  asText,
  type Level,
  type LineFormat,
  withoutEnd,
} from '../../loggers/lines/line-format.js';
import { isOwnLine, rewrittenText } from '../../loggers/lines/own-lines.js';
import { writePieces } from '../../loggers/lines/write-pieces.js';
import { UNSAFE_BUT_TABS } from '../../loggers/log-value.js';
import { CTX_REQUEST_ID } from '../../request/context-vars.js';
import { isSkipped } from '../../request/run/current-span.js';

type Write = (this: unknown, ...args: readonly unknown[]) => unknown;

/** An output of the process, such as `process.stdout`. */
interface Output {
  write: unknown;
  readonly _writableState?: { readonly defaultEncoding?: unknown };
}

/** For text that is ended by `end`, or begins its last line only. */
interface Formats {
  /** For text that begins a line. */
  readonly lines: LineFormat;
  /** For the rest of a line, without the line break that ends it. */
  readonly rest: LineFormat;
}

const FORMATS: Readonly<Record<'text' | 'json', Formats>> = {
  text: {
    lines: (text, level, end) => (staysAsItIs(text) ? [text + end] : asText(text, level, end)),
    rest: asRestOfText,
  },
  json: { lines: (text, level, end) => asJson(text, level, end || '\n'), rest: asRestOfJson },
};

/**
 * Lets text carry its ids that a logger writes to an output by itself, as those of Nest and morgan do. It stays as it is if
 * it is JSON, less than a line, in another encoding, or of a console that has ids; and, as `'text'`, outside of a request, and in
 * one that is skipped if it is a line that cannot pass for one of another. Throws a `TypeError` for an output that cannot be changed.
 */
export function patchOutput(output: Output, format: 'text' | 'json', level: Level): void {
  let isInLine = false;
  patch(output as { write: Write }, 'write', (write) => {
    return function writeCorrelated(this: unknown, chunk, ...rest) {
      const encoding = typeof rest[0] === 'string' ? rest[0] : output._writableState?.defaultEncoding;
      const isWanted = (format === 'json' || isOfRequest()) && isText(chunk, encoding);
      const pieces = isWanted ? correlated(chunk, isInLine, FORMATS[format], level) : [chunk];
      return writePieces(pieces, rest, (piece, restOfPiece) => {
        const result = Reflect.apply(write, this, [piece, ...restOfPiece]);
        isInLine = endsInLine(piece, encoding, isInLine);
        return result;
      });
    };
  });
}

/** Whether what is written belongs to a request, also to one that is skipped: a client may have a part in it. */
function isOfRequest(): boolean {
  return (CTX_REQUEST_ID.get() !== '' && outerContext() !== OUTSIDE) || isSkipped();
}

function isText(chunk: unknown, encoding: unknown): chunk is string {
  return typeof chunk === 'string' && chunk !== rewrittenText.current && isUtf8(encoding);
}

function isUtf8(encoding: unknown): boolean {
  return typeof encoding !== 'string' || /^utf-?8$/i.test(encoding);
}

/** What could show an id: brackets at the beginning, and the fields of winston's `simple` at the end. */
const ID_LIKE = /^[^\p{L}\p{N}]*\[|\}\s*$/u;

/** Whether a text shows its id already, or has none and cannot pass for a line that has. */
function staysAsItIs(text: string): boolean {
  if (CTX_REQUEST_ID.get() !== '') return isOwnLine(text);
  return !UNSAFE_BUT_TABS.test(text) && !ID_LIKE.test(text);
}

/** The rest of a line that was begun before stays in its place. */
function* correlated(chunk: string, isInLine: boolean, formats: Formats, level: Level): Generator<string> {
  const lineBreak = chunk.indexOf('\n');
  if (lineBreak === -1) {
    yield chunk;
    return;
  }
  const start = isInLine ? lineBreak + 1 : 0;
  const [rest, endOfRest] = withoutEnd(chunk.slice(0, start));
  if (start > 0) yield* formats.rest(rest, level, endOfRest);
  if (start === chunk.length) return;
  const [text, end] = withoutEnd(chunk.slice(start));
  yield* rest === '' && areJson(text) ? [text + end] : formats.lines(text, level, end);
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
