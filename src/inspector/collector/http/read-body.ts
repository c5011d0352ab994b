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

/** Reads the body of a request; in words what is wrong with it: it may have 4 MiB, and 8 MiB once it is inflated. */
export async function readBody(request: IncomingMessage): Promise<Body | 'too much' | 'not what its headers say'> {
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
