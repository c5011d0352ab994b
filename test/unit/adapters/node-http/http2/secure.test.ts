import { once } from 'node:events';
import { connect, createSecureServer, type SecureServerOptions } from 'node:http2';
import { get } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { H3, serve as serveH3 } from 'h3/node';
import { describe, expect, it, onTestFinished } from 'vitest';

import { throughline } from '../../../../../src/adapters/h3/index.js';
import { traced } from '../../../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID, type Span } from '../../../../../src/index.js';
import { until } from '../../../../support/until.js';
import { makeCertificate } from '../../../../support/make-certificate.js';
import { answerOf } from './serve.js';

const certificate = makeCertificate();
const NOT_HERE = certificate === undefined ? ' (not here: there is no openssl to make a certificate with)' : '';

describe.skipIf(certificate === undefined)(`over TLS${NOT_HERE}`, () => {
  it('one listener traces HTTP/2 and, with allowHTTP1, HTTP/1', async () => {
    const ended: Span[] = [];
    const server = createSecureServer(
      { ...(certificate as SecureServerOptions), allowHTTP1: true },
      traced((request, response) => response.end(`${CTX_REQUEST_ID.get()} over ${request.httpVersion}`), {
        end: (span) => void ended.push(span),
      }),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;

    const two = await overHttp2(port, 'two');
    expect([two.headers['x-request-id'], two.body]).toEqual(['two', 'two over 2.0']);
    const one = await overHttp1(port, 'one');
    expect([one.headers['x-request-id'], await text(one)]).toEqual(['one', 'one over 1.1']);
    await until(() => ended.length === 2);
    expect(ended.map(({ requestId, error }) => [requestId, error])).toEqual([
      ['two', undefined],
      ['one', undefined],
    ]);
  });

  it('h3 speaks HTTP/2 by itself: a stream and an error have the id', async () => {
    const ended: Span[] = [];
    const app = new H3({ silent: true });
    app.register(throughline({ end: (span) => void ended.push(span) }));
    app.get('/', () => `hello ${CTX_REQUEST_ID.get()}`);
    app.get('/error', () => {
      throw new Error('boom');
    });
    const { key, cert } = certificate as { key: string; cert: string };
    const server = serveH3(app, { port: 0, hostname: '127.0.0.1', silent: true, tls: { key, cert } });
    await server.ready();
    onTestFinished(() => void server.close(true));
    const port = Number(new URL(server.url ?? '').port);

    const hello = await overHttp2(port, 'abc');
    expect([hello.headers['x-request-id'], hello.body]).toEqual(['abc', 'hello abc']);
    const error = await overHttp2(port, 'def', '/error');
    expect([error.headers[':status'], error.headers['x-request-id']]).toEqual([500, 'def']);
    await until(() => ended.length === 2);
    expect(ended[1]?.error).toMatchObject({ message: 'boom' });
  });
});

async function overHttp2(port: number, id: string, path = '/'): ReturnType<typeof answerOf> {
  const session = connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
  try {
    return await answerOf(session.request({ ':path': path, 'x-request-id': id }));
  } finally {
    session.close();
  }
}

async function overHttp1(port: number, id: string): Promise<IncomingMessage> {
  const headers = { 'x-request-id': id };
  const request = get({ port, host: '127.0.0.1', rejectUnauthorized: false, agent: false, headers });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}
