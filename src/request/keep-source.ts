import type { RequestTask } from './run/request-task.js';

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
  if (isOf('ReadableStream', body)) return keepStream(body, task);
  if (isOf('Response', body)) {
    return !body.body || body.bodyUsed ? body : new Response(keepStream(body.body, task), body);
  }
  if (isReadable(body)) keepReadable(body, task);
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

function keepStream(stream: ReadableStream<Uint8Array>, task: RequestTask): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) =>
        task.run(async () => {
          const { done, value } = await reader.read().catch((error: unknown) => {
            task.fail(error);
            throw error;
          });
          if (done) controller.close();
          else controller.enqueue(value);
        }),
      cancel: (reason) => task.run(() => reader.cancel(reason)),
    },
    { highWaterMark: 0 },
  );
}

function keepReadable(stream: ReadableLike, task: RequestTask): void {
  const read = stream._read;
  stream._read = (size) => task.run(() => Reflect.apply(read, stream, [size]));
}

function isReadable(value: unknown): value is ReadableLike {
  return typeof (value as Partial<ReadableLike> | null | undefined)?._read === 'function';
}
