import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

import { makeCertificate } from '../../support/make-certificate.js';
import { type ServedApp, serveApp } from './serve-app.js';

const certificate = makeCertificate();
const NO_TLS = certificate === undefined ? ' (not here: there is no openssl to make a certificate with)' : '';

const MARKERS = Array.from({ length: 20 }, (_, marker) => marker);

interface Running {
  readonly app: ServedApp;
  readonly port: (name: string) => Promise<number>;
}

async function start(): Promise<Running> {
  const env = certificate && { KEY: certificate.key, CERT: certificate.cert };
  const app = await serveApp('servers.mjs', undefined, env);
  return { app, port: async (name) => Number((await app.find(new RegExp(`^${name} at (\\d+);`)))[1]) };
}

/** Expects that each request has said all of this, each line with its id and no line more than once. */
async function expectSaid(app: ServedApp, ...what: string[]): Promise<void> {
  const expected = MARKERS.flatMap((marker) => what.map((said) => `[id-${marker}] ${said} marker=${marker}`));
  const said = (): string[] => app.lines.filter((line) => line.includes('marker='));
  for (let tries = 0; tries < 100 && said().length < expected.length; tries++) await sleep(20);
  expect(said().toSorted()).toEqual(expected.toSorted());
}

const each = (send: (marker: number, id: string) => Promise<unknown>): Promise<unknown> =>
  Promise.all(MARKERS.map((marker) => send(marker, `id-${marker}`)));

async function ask(request: typeof httpRequest, options: RequestOptions, event = 'response'): Promise<unknown[]> {
  const client = request({ host: '127.0.0.1', rejectUnauthorized: false, ...options } as RequestOptions);
  client.end();
  return once(client, event);
}

async function post(
  request: typeof httpRequest,
  port: number,
  marker: number,
  headers: object = {},
): Promise<IncomingMessage> {
  const options = { port, method: 'POST', path: `/${marker}`, headers: { 'x-request-id': `id-${marker}`, ...headers } };
  const [response] = (await ask(request, options)) as [IncomingMessage];
  await text(response);
  expect(response.headers['x-request-id']).toBe(`id-${marker}`);
  return response;
}

async function overHttp2(origin: string): Promise<void> {
  const session = connectHttp2(origin, { rejectUnauthorized: false });
  onTestFinished(() => session.destroy());
  await each(async (marker, id) => {
    const stream = session.request({ ':path': `/${marker}`, ':method': 'POST', 'x-request-id': id });
    stream.end('body');
    const [headers] = (await once(stream, 'response')) as [Record<string, string>];
    expect(headers['x-request-id']).toBe(id);
    expect(await text(stream)).toBe('ok');
  });
}

describe('register traces the servers of', () => {
  it('node:http', async () => {
    const { app, port } = await start();
    const at = await port('http');
    await each((marker) => post(httpRequest, at, marker));
    await expectSaid(app, 'http', 'http end');
  });

  it('node:http, with checkContinue, once', async () => {
    const { app, port } = await start();
    const at = await port('http');
    await each((marker) => post(httpRequest, at, marker, { expect: '100-continue' }));
    await expectSaid(app, 'checkContinue', 'continued', 'continued end');
  });

  it('node:http, with checkExpectation', async () => {
    const { app, port } = await start();
    const at = await port('http');
    await each((marker) => post(httpRequest, at, marker, { expect: 'the-unexpected' }));
    await expectSaid(app, 'checkExpectation');
  });

  it('node:http, with CONNECT, and what comes through the tunnel', async () => {
    const { app, port } = await start();
    const at = await port('http');
    await each(async (marker, id) => {
      const options = { port: at, method: 'CONNECT', path: `host/${marker}`, headers: { 'x-request-id': id } };
      const [, socket] = (await ask(httpRequest, options, 'connect')) as [IncomingMessage, Socket];
      socket.write('hello');
      expect(await text(socket)).toBe('echo hello');
    });
    await expectSaid(app, 'connect', 'tunnel data', 'tunnel close');
  });

  it('node:http2, by requests', async () => {
    const { app, port } = await start();
    await overHttp2(`http://127.0.0.1:${await port('http2')}`);
    await expectSaid(app, 'http2', 'http2 end');
  });

  it('node:http2, by streams', async () => {
    const { app, port } = await start();
    await overHttp2(`http://127.0.0.1:${await port('streams')}`);
    await expectSaid(app, 'stream', 'stream end');
  });

  it.each([
    ['with noServer', 'http', ''],
    ['on its server', 'attached', '/attached'],
  ])('ws, %s, with each message', async (_, name, path) => {
    const { app, port } = await start();
    const at = await port(name);
    await each(async (marker, id) => {
      const socket = new WebSocket(`ws://127.0.0.1:${at}${path}?marker=${marker}`, { headers: { 'x-request-id': id } });
      await once(socket, 'open');
      socket.send('hello');
      const [data] = (await once(socket, 'message')) as [Buffer];
      expect(String(data)).toBe(`hello ${marker}`);
      socket.close();
    });
    await expectSaid(app, 'ws connection', 'ws message', 'ws close');
  });

  it('ws, where what one message sets is not seen by the next', async () => {
    const app = await serveApp('chat.mjs');
    const socket = new WebSocket(app.url.replace('http', 'ws'), { headers: { 'x-request-id': 'mine' } });
    await once(socket, 'open');
    const spans = new Set<unknown>();
    for (const user of ['Ada', 'Grace', 'Edsger']) {
      socket.send(user);
      const [data] = (await once(socket, 'message')) as [Buffer];
      const [id, room, seen, span] = JSON.parse(String(data)) as unknown[];
      expect([id, room, seen]).toEqual(['mine', 'lobby', 'nobody']);
      spans.add(span);
    }
    expect(spans.size).toBe(3);
    socket.close();
  });

  describe.skipIf(certificate === undefined)(`TLS${NO_TLS}:`, () => {
    it('node:https', async () => {
      const { app, port } = await start();
      const at = await port('https');
      await each((marker) => post(httpsRequest, at, marker));
      await expectSaid(app, 'https', 'https end');
    });

    it('node:http2, secure', async () => {
      const { app, port } = await start();
      await overHttp2(`https://127.0.0.1:${await port('http2s')}`);
      await expectSaid(app, 'http2s', 'http2s end');
    });

    it('node:http2, secure, asked by HTTP/1', async () => {
      const { app, port } = await start();
      const at = await port('http2s');
      await each((marker) => post(httpsRequest, at, marker));
      await expectSaid(app, 'http2s', 'http2s end');
    });
  });
});
