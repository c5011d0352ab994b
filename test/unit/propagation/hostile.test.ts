import { once } from 'node:events';
import { Agent, ClientRequest, get, request } from 'node:http';

import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import * as undici from 'undici';
import * as undici6 from 'undici6';
import { WebSocket } from 'ws';

import { CTX_BAGGAGE, CTX_REQUEST_ID, CTX_TRACESTATE } from '../../../src/index.js';
import { extract, inject, propagate } from '../../../src/propagation/index.js';
import { coded } from '../../support/coded.js';
import { record, type Recorder } from '../../support/recorder.js';

let listed: Recorder;
let other: Recorder;
beforeEach(async () => {
  [listed, other] = await Promise.all([record(), record()]);
  onTestFinished(propagate({ to: listed.origin }));
});

const inTrace = <T>(fn: () => T): T => extract({ 'x-request-id': 'abc', baggage: 'k=v' }).run(fn);

function answered(sent: ClientRequest): Promise<unknown> {
  sent.end();
  return once(sent, 'response').then(([response]) => once(response.resume(), 'end'));
}

describe('a request that goes to another origin carries nothing', () => {
  const name = (): string => new URL(listed.origin).host;
  const at = (): { host: string; port: number } => ({ host: '127.0.0.1', port: other.port });
  const userinfo = (): string => other.origin.replace('//', `//${name()}@`);

  it.each<[string, () => Promise<unknown>]>([
    ['with the Host of the listed one', () => answered(request({ ...at(), headers: { host: name() } }))],
    ['with the Host in an array', () => answered(request({ ...at(), headers: ['Host', name()] }))],
    ['with the Host set later', () => answered(request(at()).setHeader('host', name()))],
    ['with setHost: false', () => answered(request({ ...at(), setHost: false, headers: { Host: name() } }))],
    ['with a path that is a URL of the listed one', () => answered(request({ ...at(), path: `${listed.origin}/` }))],
    ['with the listed one for a user', () => answered(get(userinfo()))],
    ['with an auth that looks like the listed one', () => answered(request({ ...at(), auth: name() }))],
    ['by new ClientRequest', () => answered(new ClientRequest({ ...at(), headers: { host: name() } }))],
    ['with the options over the URL', () => answered(request(listed.origin, at()))],
    ['with a servername', () => answered(request(Object.assign(at(), { servername: name() })))],
    [
      'by an agent of its own host and port',
      () => answered(request(listed.origin, { agent: new Agent(Object.assign({}, at())) })),
    ],
    ['with a connection of its own', () => answered(request({ ...at(), agent: false }))],
    [
      'through undici, with the Host of the listed one',
      () => undici.request(other.origin, { headers: { host: name() } }),
    ],
    ['through undici, with the listed one for a user', () => undici.request(userinfo())],
    ['through undici, with a path of two slashes', () => undici.request(`${other.origin}//${name()}/`)],
    [
      'through undici, with a path that is a URL of the listed one',
      () => new undici.Client(other.origin).request({ path: `${listed.origin}/`, method: 'GET' }),
    ],
    [
      'through a Client that is told of another origin',
      () => new undici.Client(other.origin).request({ path: '/', method: 'GET', origin: listed.origin }),
    ],
    [
      'through a Client of undici 6 that is told of another origin',
      () => new undici6.Client(other.origin).request({ path: '/', method: 'GET', origin: listed.origin }),
    ],
    ['through fetch, with the Host of the listed one', () => fetch(other.origin, { headers: { host: name() } })],
    [
      'through fetch, with the listed one everywhere else',
      () => fetch(`${other.origin}/${listed.origin}?${listed.origin}#${listed.origin}`, { referrer: listed.origin }),
    ],
  ])('%s', async (_, send) => {
    await inTrace(send);
    expect([listed.received.length, other.received.length, other.carried]).toEqual([0, 1, false]);
  });

  it('through one agent that keeps its connections to both', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const dispatcher = new undici.Agent({ connections: 1, pipelining: 4 });
    onTestFinished(() => dispatcher.destroy());
    onTestFinished(() => agent.destroy());
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        inTrace(async () => {
          const { origin } = i % 2 === 0 ? listed : other;
          await answered(request(origin, { agent }));
          await (await undici.request(origin, { dispatcher })).body.text();
        }),
      ),
    );
    expect([listed.received.length, other.received.length, other.carried]).toEqual([40, 40, false]);
    for (const { all } of listed.received) expect(all('traceparent')).toHaveLength(1);
  });
});

describe('what is no plain request', () => {
  it('an upgrade to a listed origin carries the headers', async () => {
    const upgrade = (origin: string): Promise<unknown> => {
      const sent = request(origin, { headers: { connection: 'upgrade', upgrade: 'any' } });
      sent.end();
      return once(sent, 'close').catch(() => {});
    };
    await inTrace(() => Promise.all([upgrade(listed.origin), upgrade(other.origin)]));
    expect(listed.received[0]!.all('x-request-id')).toEqual(['abc']);
    expect([other.received.length, other.carried]).toEqual([1, false]);
  });

  it('CONNECT carries nothing: it is for the proxy', async () => {
    const { createServer } = await import('node:http');
    const seen: string[] = [];
    const proxy = createServer().on('connect', (incoming, socket) => {
      seen.push(...Object.keys(incoming.headers));
      socket.end('HTTP/1.1 200 OK\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const { port } = proxy.address() as { port: number };
    onTestFinished(propagate({ to: `http://127.0.0.1:${port}` }));
    await inTrace(async () => {
      const sent = request({ host: '127.0.0.1', port, method: 'CONNECT', path: 'a.example:443' });
      sent.end();
      await once(sent, 'connect');
      const { socket } = await new undici.Client(`http://127.0.0.1:${port}`).connect({ path: 'a.example:443' });
      socket.destroy();
    });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).not.toContain('traceparent');
  });

  it('a WebSocket of ws makes its own connection, which no agent sees: it carries what it is given', async () => {
    const opened = async (headers: Record<string, string>): Promise<void> => {
      const socket = new WebSocket(listed.origin.replace('http', 'ws'), { headers });
      await once(socket, 'close').catch(() => {});
    };
    await inTrace(async () => {
      await opened({});
      await opened(inject({}));
    });
    expect(listed.received.map(({ all }) => all('traceparent').length)).toEqual([0, 1]);
  });

  it('node:http with expect: 100-continue has sent its head already: it goes out as it is', async () => {
    await inTrace(() => answered(request(listed.origin, { method: 'POST', headers: { expect: '100-continue' } })));
    expect([listed.received.length, listed.carried]).toEqual([1, false]);
  });
});

describe('nothing harms a request', () => {
  it('no values that the application has set', async () => {
    await inTrace(async () => {
      CTX_REQUEST_ID.set('a\r\nevil: 1');
      CTX_TRACESTATE.set('a=1\r\nevil: 1');
      CTX_BAGGAGE.set(new Map([['k\r\n', { value: '\r\nevil: 1' }]]));
      await answered(request(listed.origin));
      await answered(request(listed.origin, { headers: ['Host', new URL(listed.origin).host] }));
      await fetch(listed.origin);
    });
    expect(listed.received.map(({ all }) => ['evil', 'x-request-id', 'tracestate'].flatMap(all))).toEqual([[], [], []]);
    expect(listed.received.map(({ all }) => all('traceparent').length)).toEqual([1, 1, 1]);
  });

  it('no variable that does not parse its own value', async () => {
    const stop = propagate({
      to: () => {
        throw new Error('never');
      },
    });
    onTestFinished(stop);
    await inTrace(() => fetch(other.origin));
    expect([other.received.length, other.carried]).toEqual([1, false]);
  });

  it.each(['content-length', 'Connection', 'expect'])('no header name that frames a message: %s', (requestHeader) => {
    expect(() => propagate({ to: other.origin, requestHeader })).toThrow(coded('TL_ERR_INVALID_OPTION'));
  });
});
