import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** A body, as it came and as it is. */
export interface Body {
  readonly raw: Buffer;
  readonly text: Buffer;
  readonly type: string;
  /** `gzip`, or `''`. */
  readonly encoding: string;
}

/** Of one body, as it comes and once it is inflated. */
const MOST_RAW = 4 * 2 ** 20;
const MOST = 8 * 2 ** 20;

/** Of all bodies, as they come. */
const MOST_HELD = 16 * 2 ** 20;

const inflate = promisify(gunzip);

const MOST_AT_ONCE = 16;
const DEADLINE = 10_000;

/** What is wrong with a body, in words. */
export type Wrong = 'too much' | 'not what its headers say' | 'one of too many';

/**
 * Reads the bodies that are sent to a collector: 16 at once, 16 MiB of them together, and each within 10 seconds. They are inflated and used
 * one after the other: what one becomes takes many times its bytes.
 */
export class BodyReader {
  readonly #deadline: number;
  #reading = 0;
  #held = 0;
  #turn: Promise<unknown> = Promise.resolve();

  /** `deadline` is in milliseconds. */
  constructor(deadline = DEADLINE) {
    this.#deadline = deadline;
  }

  /** How many bytes of bodies are held now, as they came and inflated. */
  get held(): number {
    return this.#held;
  }

  /**
   * What `use` gives for the body of a request, or what is wrong with it: it may have 4 MiB, and 8 MiB once it is inflated. One for which there is
   * no room is read to its end, and forgotten: its sender gets an answer. Ends the connection of one that is late.
   */
  async read<R>(request: IncomingMessage, use: (body: Body) => R): Promise<R | Wrong> {
    const isOneOfTooMany = this.#reading >= MOST_AT_ONCE;
    this.#reading += isOneOfTooMany ? 0 : 1;
    const chunks: Buffer[] = [];
    try {
      const wrong = await this.#receive(request, chunks, isOneOfTooMany ? 'one of too many' : undefined);
      return wrong ?? (await this.#inTurn(() => this.#useOne(request, chunks, use)));
    } finally {
      this.#reading -= isOneOfTooMany ? 0 : 1;
      this.#forget(chunks);
    }
  }

  /** Puts what comes into `chunks`. */
  async #receive(request: IncomingMessage, chunks: Buffer[], refused: Wrong | undefined): Promise<Wrong | undefined> {
    const timer = setTimeout(() => request.destroy(), this.#deadline);
    let wrong = refused;
    let length = 0;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > MOST_RAW) wrong ??= 'too much';
        else if (this.#held + chunk.length > MOST_HELD) wrong ??= 'one of too many';
        if (wrong === undefined) {
          chunks.push(chunk);
          this.#held += chunk.length;
        } else this.#forget(chunks);
      }
      return wrong;
    } catch {
      return 'not what its headers say';
    } finally {
      clearTimeout(timer);
    }
  }

  #forget(chunks: Buffer[]): void {
    for (const chunk of chunks.splice(0)) this.#held -= chunk.length;
  }

  /** Calls `act` when those that came before are done. */
  async #inTurn<R>(act: () => Promise<R>): Promise<R> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #useOne<R>(
    { headers }: IncomingMessage,
    chunks: readonly Buffer[],
    use: (body: Body) => R,
  ): Promise<R | Wrong> {
    const raw = Buffer.concat(chunks);
    const type = headers['content-type'] ?? '';
    const encoding = headers['content-encoding'] ?? '';
    if (encoding === '' || encoding === 'identity') return use({ raw, text: raw, type, encoding: '' });
    if (encoding !== 'gzip') return 'not what its headers say';
    const text = await inflated(raw);
    if (typeof text === 'string') return text;
    this.#held += text.length;
    try {
      return use({ raw, text, type, encoding });
    } finally {
      this.#held -= text.length;
    }
  }
}

async function inflated(raw: Buffer): Promise<Buffer | Wrong> {
  try {
    return await inflate(raw, { maxOutputLength: MOST });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too much' : 'not what its headers say';
  }
}
