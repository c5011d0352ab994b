import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { Agent as SecureAgent, get, type RequestOptions } from 'node:https';
import { type AddressInfo, connect } from 'node:net';

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Agent, Client, type Dispatcher, fetch, ProxyAgent, request } from 'undici';

import { CTX_TRACE_ID } from '../../../src/index.js';
import { extract, propagate } from '../../../src/propagation/index.js';
import { makeCertificate } from '../../support/make-certificate.js';
import { record } from '../../support/recorder.js';

const certificate = makeCertificate();
const NOT_HERE = certificate === undefined ? ' (not here: there is no openssl to make a certificate with)' : '';
const tls = { ca: certificate?.cert ?? '' };

interface SecureRecorder {
  readonly origin: string;
  /** Version of HTTP and trace id of each request, `-` where it brought no trace. */
  readonly received: string[];
}

async function recordSecurely(): Promise<SecureRecorder> {
  const received: string[] = [];
  const server = createSecureServer({ ...certificate, allowHTTP1: true }, (incoming, response) => {
    const { traceparent } = incoming.headers;
    received.push(`${incoming.httpVersion} ${typeof traceparent === 'string' ? traceparent.slice(3, 35) : '-'}`);
    response.end('ok');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { origin: `https://localhost:${(server.address() as AddressInfo).port}`, received };
}

const dispatchers: Record<string, () => Dispatcher> = {
  'HTTP/1': () => new Agent({ connect: tls, allowH2: false }),
  'HTTP/2': () => new Agent({ connect: tls, allowH2: true }),
};

describe.skipIf(certificate === undefined)(`over TLS${NOT_HERE}`, () => {
  let listed: SecureRecorder;
  let other: SecureRecorder;
  beforeEach(async () => {
    [listed, other] = await Promise.all([recordSecurely(), recordSecurely()]);
    onTestFinished(propagate({ to: listed.origin }));
  });

  const secureGet = (url: string, options: RequestOptions = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      get(url, { ...tls, ...options }, (response) => response.resume().on('end', resolve)).on('error', reject);
    });

  const agent = new SecureAgent({ keepAlive: true, ...tls });
  const clients: [string, string, (url: string) => Promise<unknown>][] = [
    ['https.get', '1.1', (url) => secureGet(url)],
    ['https.get with an agent', '1.1', (url) => secureGet(url, { agent })],
    ...Object.entries(dispatchers).flatMap(([version, create]): typeof clients => [
      [
        `undici.request, ${version}`,
        `${version.at(-1)}`,
        async (url) => (await request(url, { dispatcher: create() })).body.text(),
      ],
      [
        `undici.fetch, ${version}`,
        `${version.at(-1)}`,
        async (url) => (await fetch(url, { dispatcher: create() })).text(),
      ],
    ]),
  ];

  it.each(clients)('%s carries the trace to the listed origin only', async (_, version, send) => {
    const trace = await extract({}).run(async () => {
      await send(listed.origin);
      await send(other.origin);
      return CTX_TRACE_ID.get();
    });
    expect(listed.received).toEqual([expect.stringMatching(new RegExp(`^${version}.* ${trace}$`))]);
    expect(other.received).toEqual([expect.stringMatching(/ -$/)]);
  });

  it.each<[string, (socket: object) => RequestOptions]>([
    ['the options of the request', (socket) => ({ ...tls, socket }) as RequestOptions],
    ['the options of the agent', (socket) => ({ agent: new SecureAgent({ ...tls, socket } as object) })],
  ])('a socket in %s may lead elsewhere: https.get carries nothing', async (_, optionsFor) => {
    const socket = connect(Number(new URL(other.origin).port), '127.0.0.1');
    await extract({}).run(() => secureGet(listed.origin, optionsFor(socket)));
    expect([listed.received, other.received]).toEqual([[], [expect.stringMatching(/ -$/)]]);
  });

  it.each(['fetch', 'request'])(
    'undici.%s through a proxy: the trace is for the origin behind it, not for the proxy',
    async (name) => {
      const tunnels: string[] = [];
      const proxy = createHttpServer().on('connect', (incoming, socket, head) => {
        tunnels.push(...incoming.rawHeaders.map((line) => line.toLowerCase()));
        const [host, port] = incoming.url!.split(':');
        const upstream = connect(Number(port), host, () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          upstream.write(head);
          upstream.pipe(socket).pipe(upstream);
        });
      });
      proxy.listen(0, '127.0.0.1');
      await once(proxy, 'listening');
      onTestFinished(() => void proxy.close());
      const uri = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      onTestFinished(propagate({ to: uri }));
      const dispatcher = new ProxyAgent({ uri, requestTls: tls });
      onTestFinished(() => dispatcher.destroy());
      await extract({}).run(async () => {
        if (name === 'fetch') await (await fetch(listed.origin, { dispatcher })).text();
        else await (await request(listed.origin, { dispatcher })).body.text();
      });
      expect(tunnels).toContain('host');
      expect(tunnels).not.toContain('traceparent');
      expect(listed.received).toEqual([expect.stringMatching(/^1.1 [0-9a-f]{32}$/)]);
    },
  );

  it('a client of another origin is judged by where it connects to', async () => {
    const client = new Client(other.origin, { connect: tls });
    onTestFinished(() => client.destroy());
    await extract({}).run(async () => {
      const options = {
        path: '/',
        method: 'GET',
        origin: listed.origin,
        headers: { host: new URL(listed.origin).host },
      } as const;
      await (await client.request(options)).body.text();
    });
    expect(other.received).toEqual(['1.1 -']);
  });

  it('is told apart from the same host and port without TLS', async () => {
    const plain = await record(undefined, 'localhost');
    onTestFinished(propagate({ to: plain.origin.replace('http:', 'https:') }));
    await extract({}).run(async () => (await request(plain.origin)).body.text());
    expect([plain.received.length, plain.carried]).toEqual([1, false]);
  });
});
