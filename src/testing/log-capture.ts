import { Writable } from 'node:stream';

/** A stream for a logger to write to, which keeps the lines: `pino({ mixin }, capture)`, or `new Console(capture)`. */
export class LogCapture extends Writable {
  #text = '';
  #decoder: InstanceType<typeof TextDecoder> | undefined;

  constructor() {
    super({ decodeStrings: false });
  }

  /** The lines that were written, each without its line break; the last may have none yet. */
  get lines(): string[] {
    const lines = this.#text.split('\n');
    return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
  }

  /** The lines, parsed. Each must be a JSON object, else this throws a `SyntaxError`. */
  get entries(): Record<string, unknown>[] {
    return this.lines.map(parseEntry);
  }

  /** Forgets what was written, and a character of which only a part has arrived. */
  clear(): void {
    this.#text = '';
    this.#decoder = undefined;
  }

  /** @internal */
  override _write(chunk: string | Uint8Array, _encoding: unknown, done: () => void): void {
    this.#text +=
      typeof chunk === 'string' ? chunk : (this.#decoder ??= new TextDecoder()).decode(chunk, { stream: true });
    done();
  }
}

function parseEntry(line: string): Record<string, unknown> {
  const entry: unknown = JSON.parse(line);
  if (typeof entry === 'object' && entry !== null && !Array.isArray(entry)) return entry as Record<string, unknown>;
  throw new SyntaxError(`This line is no JSON object: ${line}`);
}
