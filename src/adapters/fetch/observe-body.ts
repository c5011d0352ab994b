import type { RequestTask } from '../../adapter.js';

/** The same request; where a hook wants to know of the chunks of its body, a copy that tells the span of each as it is read. */
export function observeBody(request: Request, task: RequestTask): Request {
  if (!task.observesRequest || !request.body || request.bodyUsed) return request;
  const tell = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      task.requestBody(chunk);
      controller.enqueue(chunk);
    },
  });
  const init = { body: request.body.pipeThrough(tell), duplex: 'half' as const }; // without which Node takes no stream
  return new Request(request, init);
}
