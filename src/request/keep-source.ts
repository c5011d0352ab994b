import type { RequestTask } from './run/request-task.js';
import { streamInContext } from './stream-in-context.js';

/** The part of one of Node's readable streams by which it is known, and through which it reads from its source. */
interface ReadableLike {
  _read(size: number): void;
}

/**
 * The same body, whose source runs in the context of the request; for frameworks that send a body outside of it. One of
 * Node's streams is changed, one of the web's, or a `Response` with one, is replaced; anything else stays as it is. The
 * span ends with the error of the source, if any.
 */
export function keepSource(body: unknown, task: RequestTask): unknown {
  if (isOf('ReadableStream', body)) return streamInContext(body, task);
  if (isOf('Response', body)) {
    return !body.body || body.bodyUsed ? body : new Response(streamInContext(body.body, task), body);
  }
  if (isReadable(body)) runReadInContext(body, task);
  return body;
}

interface WebBodies {
  ReadableStream: ReadableStream<Uint8Array>;
  Response: Response;
}

/** Not where the runtime has no such class, or cannot load it: under Jest's jsdom, or with `--no-experimental-fetch`. */
function isOf<N extends keyof WebBodies>(name: N, value: unknown): value is WebBodies[N] {
  try {
    const Class: unknown = globalThis[name];
    return typeof Class === 'function' && value instanceof Class;
  } catch {
    return false;
  }
}

function runReadInContext(stream: ReadableLike, task: RequestTask): void {
  const read = stream._read;
  stream._read = (size) => task.run(() => Reflect.apply(read, stream, [size]));
}

function isReadable(value: unknown): value is ReadableLike {
  return typeof (value as Partial<ReadableLike> | null | undefined)?._read === 'function';
}
