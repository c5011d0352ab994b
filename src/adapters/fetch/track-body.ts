import type { RequestTask } from '../../adapter.js';

/** The same body, whose source runs in the context of the request; its end is the end of the request. */
export function trackBody(body: ReadableStream<Uint8Array>, task: RequestTask): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) =>
        task.run(async () => {
          const { done, value } = await reader.read().catch((error: unknown) => {
            task.fail(error);
            task.end();
            throw error;
          });
          if (done) {
            controller.close();
            task.end();
          } else {
            if (task.observesResponse) task.responseBody(value);
            controller.enqueue(value);
          }
        }),
      cancel: (reason) =>
        task.run(() => {
          task.abort();
          return reader.cancel(reason);
        }),
    },
    { highWaterMark: 0 },
  );
}
