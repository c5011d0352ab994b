import { once } from 'node:events';
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { onTestFinished } from 'vitest';

import { CTX_REQUEST_ID, type Span, type TracingOptions } from '../../../../../src/index.js';

export interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly trailers: IncomingHttpHeaders | undefined;
}

export interface Served {
  readonly server: Http2Server;
  readonly session: ClientHttp2Session;
  /** The spans that have ended, in order, as often as they ended. */
  readonly ended: Span[];
  /** The id that each of them saw at its end. */
  readonly ids: string[];
  /** Opens a stream; with a body it is the client's to end. */
  readonly open: (path: string, id?: string, headers?: OutgoingHttpHeaders) => ClientHttp2Stream;
  /** Sends a request and waits for all of the answer. */
  readonly request: (path: string, id?: string, init?: { method?: string; body?: string }) => Promise<Answer>;
}

/** An HTTP/2 server on a free port that `listen` has added its listener to, and one session with it. */
export async function serve(
  listen: (server: Http2Server, options: TracingOptions) => void,
  given: TracingOptions = {},
): Promise<Served> {
  const ended: Span[] = [];
  const ids: string[] = [];
  const server = createServer();
  const end = (span: Span): void => {
    ended.push(span);
    ids.push(CTX_REQUEST_ID.get());
  };
  listen(server, { end, ...given });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  session.on('error', () => {});
  onTestFinished(() => {
    session.destroy();
    server.close();
  });

  const open: Served['open'] = (path, id, headers) =>
    session.request({ ':path': path, ...(id !== undefined && { 'x-request-id': id }), ...headers });
  const request: Served['request'] = async (path, id, { method = 'GET', body } = {}) => {
    const stream = open(path, id, { ':method': method });
    stream.end(body);
    return answerOf(stream);
  };
  return { server, session, ended, ids, open, request };
}

/** Waits for all of the answer on `stream`. */
export async function answerOf(stream: ClientHttp2Stream): Promise<Answer> {
  let trailers: IncomingHttpHeaders | undefined;
  stream.on('trailers', (given) => (trailers = given));
  const [[headers], body] = (await Promise.all([once(stream, 'response'), text(stream)])) as [
    [IncomingHttpHeaders],
    string,
  ];
  return { headers, body, trailers };
}
