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

const MOST_RAW = 4 * 2 ** 20;
const MOST = 8 * 2 ** 20;

const inflate = promisify(gunzip);

const MOST_AT_ONCE = 16;
const DEADLINE = 10_000;

/** What is wrong with a body, in words. */
export type Wrong = 'too much' | 'not what its headers say' | 'one of too many';

/** Reads the bodies that are sent to a collector: 16 at once, and each within 10 seconds. */
export class BodyReader {
  readonly #deadline: number;
  #reading = 0;

  /** `deadline` is in milliseconds. */
  constructor(deadline = DEADLINE) {
    this.#deadline = deadline;
  }

  /** The body of a request, or what is wrong with it: it may have 4 MiB, and 8 MiB once it is inflated. Ends the connection of one that is late. */
  async read(request: IncomingMessage): Promise<Body | Wrong> {
    if (this.#reading >= MOST_AT_ONCE) return 'one of too many';
    this.#reading++;
    const timer = setTimeout(() => request.destroy(), this.#deadline);
    try {
      return await readBody(request);
    } finally {
      clearTimeout(timer);
      this.#reading--;
    }
  }
}

async function readBody(request: IncomingMessage): Promise<Body | Wrong> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MOST_RAW) return 'too much';
      chunks.push(chunk);
    }
    const raw = Buffer.concat(chunks);
    const type = request.headers['content-type'] ?? '';
    const encoding = request.headers['content-encoding'] ?? '';
    if (encoding === 'gzip') return { raw, text: await inflate(raw, { maxOutputLength: MOST }), type, encoding };
    return encoding === '' || encoding === 'identity'
      ? { raw, text: raw, type, encoding: '' }
      : 'not what its headers say';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too much' : 'not what its headers say';
  }
}
