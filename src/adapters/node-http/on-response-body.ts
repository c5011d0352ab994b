import type { ServerResponse } from 'node:http';
import type { ServerHttp2Stream } from 'node:http2';

type Send = (...args: readonly unknown[]) => unknown;

/** Calls `sent(chunk)` for each chunk of the body that the application hands to `response` and that is sent, after the start of it. */
export function onResponseBody(
  response: ServerResponse | ServerHttp2Stream,
  sent: (chunk: Uint8Array | string) => void,
): void {
  let isSending = false;
  for (const method of ['write', 'end'] as const) {
    const send = response[method] as Send;
    const replacement: Send = (...args) => {
      if (isSending || response.writableEnded) return Reflect.apply(send, response, args);
      isSending = true; // an end that calls write hands over its chunk once
      try {
        const result = Reflect.apply(send, response, args);
        const [chunk] = args;
        if (!isForHead(response) && (typeof chunk === 'string' || chunk instanceof Uint8Array)) sent(chunk);
        return result;
      } finally {
        isSending = false;
      }
    };
    Object.assign(response, { [method]: replacement });
  }
}

function isForHead(response: ServerResponse | ServerHttp2Stream): boolean {
  const { req, headRequest } = response as { req?: { method?: string }; headRequest?: boolean };
  return headRequest === true || req?.method === 'HEAD';
}
