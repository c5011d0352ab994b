import type { Http2Server, Http2ServerRequest, Http2ServerResponse, ServerHttp2Stream } from 'node:http2';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { traced, tracedStream } from '../../../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID, type TracingOptions } from '../../../../../src/index.js';
import { chunks, echo, fail, failLater } from '../../../../whole/matrix/routes.js';

/** One of the two APIs of `node:http2`, with an application on it. */
export interface Api {
  readonly name: string;
  /** Adds the traced application to `server`; `twice` traces it again, nested and side by side. */
  listen(server: Http2Server, options: TracingOptions, twice?: boolean): void;
}

/** What the application has heard since it was last emptied: `event id`. */
export const heard: string[] = [];

const note = (event: string) => (): void => void heard.push(`${event} ${CTX_REQUEST_ID.get()}`);

async function onRequest(request: Http2ServerRequest, response: Http2ServerResponse): Promise<unknown> {
  const path = request.url;
  if (path === '/listen') {
    for (const event of ['end', 'aborted', 'close']) request.on(event, note(`request ${event}`));
    request.once('data', note('request data'));
    for (const event of ['finish', 'close']) response.on(event, note(`response ${event}`));
  }
  if (path === '/hang') return request.resume();
  if (path === '/throw') return fail();
  if (path === '/reject') {
    response.setHeader('content-length', '1000');
    return failLater();
  }
  if (path === '/half') {
    response.write('half');
    return failLater();
  }
  if (path === '/whole') {
    response.end('whole');
    return failLater();
  }
  if (path === '/stream' || path === '/endless') return Readable.from(chunks(path === '/endless')).pipe(response);
  if (path === '/large') return response.end('x'.repeat(5_000_000));
  if (path === '/early') return response.end('early');
  if (path === '/empty') return response.writeHead(204).end();
  if (path === '/hint') response.writeEarlyHints({ link: '</style.css>; rel=preload' });
  const body = await echo(await text(request));
  if (path === '/trailers') response.addTrailers({ 'x-trailer': CTX_REQUEST_ID.get() });
  response.setHeader('x-path', path);
  response.write(body, note('written'));
  return response.end('', note('ended'));
}

async function onStream(stream: ServerHttp2Stream, path: string): Promise<unknown> {
  stream.on('error', () => {});
  if (path === '/listen') {
    for (const event of ['end', 'aborted', 'close']) stream.on(event, note(event));
    stream.once('data', note('data'));
  }
  if (path === '/hang') return stream.resume();
  if (path === '/throw') return fail();
  if (path === '/reject') return failLater();
  if (path === '/half') {
    stream.respond({ ':status': 200 });
    stream.write('half');
    return failLater();
  }
  if (path === '/whole') {
    stream.respond({ ':status': 200 });
    stream.end('whole');
    return failLater();
  }
  if (path === '/stream' || path === '/endless') {
    stream.respond();
    return Readable.from(chunks(path === '/endless')).pipe(stream);
  }
  if (path === '/large' || path === '/early') {
    stream.respond();
    return stream.end(path === '/large' ? 'x'.repeat(5_000_000) : 'early');
  }
  if (path === '/empty') return stream.respond({ ':status': 204 });
  if (path === '/hint') stream.additionalHeaders({ ':status': 103, link: '</style.css>; rel=preload' });
  const body = await echo(await text(stream));
  stream.on('wantTrailers', () => stream.sendTrailers({ 'x-trailer': CTX_REQUEST_ID.get() }));
  stream.respond({ ':status': 200, 'x-path': path }, { waitForTrailers: path === '/trailers' });
  if (stream.writableEnded) return undefined;
  stream.write(body, note('written'));
  return stream.end(note('ended'));
}

export const APIS: readonly Api[] = [
  {
    name: 'compatibility API',
    listen(server, options, twice = false) {
      const listener = traced(onRequest, options);
      server.on('request', twice ? traced(listener, options) : listener);
      if (twice) server.on('request', traced<Http2ServerRequest, Http2ServerResponse>(note('again'), options));
    },
  },
  {
    name: 'stream API',
    listen(server, options, twice = false) {
      const listener = tracedStream((stream, headers) => onStream(stream, headers[':path'] ?? ''), options);
      server.on('stream', twice ? tracedStream(listener, options) : listener);
      if (twice) server.on('stream', tracedStream(note('again'), options));
    },
  },
];
