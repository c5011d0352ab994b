import type { ServerResponse } from 'node:http';

type Send = (...args: readonly unknown[]) => unknown;

/** Calls `sent(chunk)` for each chunk of the body that the application hands to `response` and that is sent, after the start of it. */
export function onResponseBody(response: ServerResponse, sent: (chunk: Uint8Array | string) => void): void {
  let isSending = false;
  for (const method of ['write', 'end'] as const) {
    const send = response[method] as Send;
    const replacement: Send = (...args) => {
      if (isSending || response.writableEnded) return Reflect.apply(send, response, args);
      isSending = true; // an end that calls write hands over its chunk once
      try {
        const result = Reflect.apply(send, response, args);
        const [chunk] = args;
        const hasBody = response.req?.method !== 'HEAD';
        if (hasBody && (typeof chunk === 'string' || chunk instanceof Uint8Array)) sent(chunk);
        return result;
      } finally {
        isSending = false;
      }
    };
    Object.assign(response, { [method]: replacement });
  }
}
