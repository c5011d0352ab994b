import type { ServerHttp2Stream } from 'node:http2';

/** The stream of a response of HTTP/2's compatibility API; `undefined` for one of HTTP/1. */
export function http2StreamOf(response: object): ServerHttp2Stream | undefined {
  const { stream } = response as { readonly stream?: Partial<ServerHttp2Stream> };
  return typeof stream?.respond === 'function' ? (stream as ServerHttp2Stream) : undefined;
}
