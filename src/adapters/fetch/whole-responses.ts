import { currentTask, patch } from '../../adapter.js';

/** The scope of a request, which is told of each response that its application makes from a body that is whole. */
export interface KeepsWhole {
  keepWhole(response: Response): void;
}

type Responses = typeof Response;
type Body = ConstructorParameters<Responses>[0];

const WATCHED: unique symbol = Symbol.for('throughline.responses');

/**
 * From now on, the scope of a request knows the response that was made last in it from a body that is no stream. Nothing of the application runs
 * while such a body is sent, so the response can go out as it is. To read its body as a stream would cost as much as the rest of a
 * request on Bun and Deno, and its length would be unknown. Changes nothing where the class cannot be replaced.
 */
export function watchResponses(): void {
  if (WATCHED in Response) return;
  const prototype: { constructor: unknown } = Response.prototype;
  let restore: (() => void) | undefined;
  try {
    restore = patch(globalThis, 'Response', watching);
    patch(prototype, 'constructor', () => Response);
  } catch {
    restore?.(); // one of the two is frozen: each response is read as a stream
  }
}

/** The same class under another identity: what it makes is of the class that it stands for. */
function watching(original: Responses): Responses {
  // V8 shows this name in errors that speak of a response.
  function Response(body?: Body, init?: ResponseInit): Response {
    if (new.target === undefined) return Reflect.apply(original, undefined, [body, init]) as never; // throws, as it always does
    const response =
      new.target === (watched as unknown)
        ? new original(body, init)
        : (Reflect.construct(original, [body, init], new.target) as Response);
    if (isWhole(body)) remember(response);
    return response;
  }
  const watched = Object.setPrototypeOf(Response, original) as Responses;
  Object.defineProperty(watched, 'prototype', { value: original.prototype, writable: false });
  Object.defineProperty(watched, WATCHED, { value: true });
  if ('json' in original)
    patch(watched, 'json', (json) => (...args) => {
      const response = Reflect.apply(json, original, args);
      remember(response);
      return response;
    });
  return watched;
}

/** Anything but a stream: that is read on, piece by piece. */
function isWhole(body: unknown): boolean {
  return (
    typeof body === 'string' ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof URLSearchParams ||
    body instanceof Blob ||
    body instanceof FormData
  );
}

function remember(response: Response): void {
  (currentTask()?.scope as Partial<KeepsWhole> | undefined)?.keepWhole?.(response);
}
