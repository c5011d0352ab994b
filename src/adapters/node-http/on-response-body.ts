import type { ServerResponse } from 'node:http';

type Send = (...args: readonly unknown[]) => unknown;

/** Calls `sent(chunk)` for each chunk of the body that the application hands to `response`, after the start of it. */
export function onResponseBody(response: ServerResponse, sent: (chunk: Uint8Array | string) => void): void {
  for (const method of ['write', 'end'] as const) {
    const send = response[method] as Send;
    const replacement: Send = (...args) => {
      const result = Reflect.apply(send, response, args);
      const chunk = args[0];
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) sent(chunk);
      return result;
    };
    Object.assign(response, { [method]: replacement });
  }
}
