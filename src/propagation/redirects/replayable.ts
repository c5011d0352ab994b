import type { Hop } from './hop.js';

type Body = RequestInit['body'];

/** The body of a request, for redirects that send it again. */
interface Replayable {
  /** The body again. Rejects with a `TypeError` if it was a stream, which is gone. */
  replay(this: void): Promise<Body>;
  /** It is needed no more. */
  release(): void;
}

/** Keeps the body of `hop` before it is sent. Source: Fetch, HTTP-redirect fetch, 11 and 14. */
export function replayable({ target, init }: Hop): Replayable {
  const { body } = init;
  if (body !== undefined && body !== null) return { replay: async () => again(body), release: () => {} };
  if (typeof target === 'string' || target.body === null) return { replay: async () => null, release: () => {} };

  const copy = target.clone();
  let bytes: Promise<ArrayBuffer> | undefined;
  return {
    replay: () => (bytes ??= copy.arrayBuffer()),
    release: () => {
      if (!copy.bodyUsed) copy.body?.cancel().catch(() => {});
    },
  };
}

function again(body: NonNullable<Body>): Body {
  const isStream = typeof body === 'object' && (body instanceof ReadableStream || Symbol.asyncIterator in body);
  if (isStream) throw new TypeError('fetch failed: the redirect needs a body that was a stream');
  return body;
}
