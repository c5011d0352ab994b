import { carryTask, type RequestTask } from '../../adapter.js';

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
  const copy = new Request(request, init);
  carryTask(copy, task);
  return withExtras(copy, request);
}

/** Gives a copy what a subclass or a framework has added to the request: `nextUrl`, `params`, `cookies`. */
function withExtras(copy: Request, request: Request): Request {
  for (let holder: object = request; holder !== Request.prototype;) {
    for (const name of Reflect.ownKeys(holder)) {
      if (name in copy) continue;
      Object.defineProperty(copy, name, { configurable: true, get: () => valueOf(request, name) });
    }
    const parent = Object.getPrototypeOf(holder) as object | null;
    if (parent === null) break;
    holder = parent;
  }
  return copy;
}

function valueOf(request: Request, name: string | symbol): unknown {
  const value: unknown = Reflect.get(request, name);
  return typeof value === 'function' ? value.bind(request) : value;
}
