import { keepSource, patch, type RequestTask } from '../../adapter.js';

/** The part of one of the web's streams that Koa sends it by. */
type WebStream = AsyncIterable<unknown>;

/**
 * Koa sends a body after all middleware, outside of the context: from now on its source runs in it. The body stays the same object, and as
 * open as it was: other middleware may read it, or set it again.
 */
export function keepBody(body: object, task: RequestTask): void {
  const stream = webStreamIn(body);
  if (stream === undefined) keepSource(body, task);
  else if (Object.isExtensible(stream)) iterateInContext(stream, task);
}

/** A stream of the web, or that of a `Response`. Asking for its class would fail where the runtime cannot load that. */
function webStreamIn(body: object): WebStream | undefined {
  const held = tagOf(body) === 'Response' ? (body as Response).body : body;
  return tagOf(held) === 'ReadableStream' ? (held as unknown as WebStream) : undefined;
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function iterateInContext(stream: WebStream, task: RequestTask): void {
  patch(stream, Symbol.asyncIterator, (iterate) => {
    return function (this: WebStream, ...options) {
      return inContext(Reflect.apply(iterate, this, options), task);
    };
  });
}

function inContext(iterator: AsyncIterator<unknown>, task: RequestTask): AsyncIterableIterator<unknown> {
  return {
    next: () =>
      task.run(async () => {
        try {
          return await iterator.next();
        } catch (error) {
          task.fail(error);
          throw error;
        }
      }),
    return: (value) => task.run(async () => (await iterator.return?.(value)) ?? { done: true, value }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
