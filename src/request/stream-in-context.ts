import type { RequestTask } from './run/request-task.js';

/** What an adapter does when something happens on the body of a request. It is the same object for all of them. */
export interface BodyWatch {
  /** For each chunk, before it goes on. */
  chunk(task: RequestTask, value: Uint8Array): void;
  /** When all of it was read, or its source has failed: the span has the error. */
  end(task: RequestTask): void;
  /** When the reader wants no more. */
  cancel(task: RequestTask): void;
}

/** The same body, whose source runs in the context of the request. Its error goes to the span as well. */
export function streamInContext(
  body: ReadableStream<Uint8Array>,
  task: RequestTask,
  watch?: BodyWatch,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) =>
        task.run(async () => {
          const { done, value } = await reader.read().catch((error: unknown) => {
            task.fail(error);
            watch?.end(task);
            throw error;
          });
          if (done) {
            controller.close();
            watch?.end(task);
          } else {
            watch?.chunk(task, value);
            controller.enqueue(value);
          }
        }),
      cancel: (reason) =>
        task.run(() => {
          watch?.cancel(task);
          return reader.cancel(reason);
        }),
    },
    { highWaterMark: 0 },
  );
}
