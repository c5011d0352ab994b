import type { Readable } from 'node:stream';

import type { RequestTask } from '../../adapter.js';

/** What h3's own answers, such as those of `iterable`, keep the body in. */
interface HasBody {
  body: unknown;
}

/** The same answer of a handler; if its body is a stream, then one whose source runs in the context of the request. */
export function keepSource(answer: unknown, task: RequestTask): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  if (answer instanceof ReadableStream) return keepStream(answer, task);
  if (answer instanceof Response) {
    return answer.body === null || answer.bodyUsed ? answer : new Response(keepStream(answer.body, task), answer);
  }
  if (isReadable(answer)) keepReadable(answer, task);
  else if (hasStream(answer)) answer.body = keepSource(answer.body, task);
  return answer;
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

function keepReadable(stream: Readable, task: RequestTask): void {
  const read = stream._read;
  stream._read = (size) => task.run(() => Reflect.apply(read, stream, [size]));
}

function isReadable(value: object): value is Readable {
  return typeof (value as Partial<Readable>)._read === 'function';
}

/** Whether h3 takes `value` for an answer, not for JSON. */
function hasStream(value: object): value is HasBody {
  const { body } = value as Partial<HasBody>;
  return Symbol.for('h3.HTTPResponse') in value && (body instanceof ReadableStream || isReadable(Object(body)));
}
