import { Writable } from 'node:stream';

/** A stream for a logger to write to, which keeps the lines: `pino({ mixin }, capture)`, or `new Console(capture)`. */
export class LogCapture extends Writable {
  #text = '';
  readonly #decoder = new TextDecoder();

  constructor() {
    super({ decodeStrings: false });
  }

  /** The lines that were written, each without its line break. */
  get lines(): string[] {
    return this.#text.split('\n').slice(0, -1);
  }

  /** The lines, each of which must be a JSON object. Throws a `SyntaxError` for one that is no JSON. */
  get entries(): Record<string, unknown>[] {
    return this.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Forgets what was written. */
  clear(): void {
    this.#text = '';
  }

  /** @internal */
  override _write(chunk: string | Uint8Array, _encoding: unknown, done: () => void): void {
    this.#text += typeof chunk === 'string' ? chunk : this.#decoder.decode(chunk, { stream: true });
    done();
  }
}
