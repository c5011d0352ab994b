import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ContextVar, createTask, CTX_SPAN_ID, CTX_TRACE_ID } from '../../../src/index.js';
import { asBaggage, extract, propagate, type StopPropagating } from '../../../src/propagation/index.js';
import { CLIENTS } from '../../support/clients.js';
import { record, type Recorder } from '../../support/recorder.js';

const ALONE = asBaggage(new ContextVar<string>('alone'));
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const INCOMING = {
  traceparent: `00-${TRACE}-b7ad6b7169203331-03`,
  tracestate: 'a=1',
  baggage: 'k=v',
  'x-request-id': 'abc',
};
const inTrace = <T>(fn: () => T): T => extract(INCOMING).run(fn);

let listed: Recorder;
let other: Recorder;
let stop: StopPropagating;

beforeEach(async () => {
  [listed, other] = await Promise.all([record(), record()]);
  stop = propagate({ to: listed.origin });
});
afterEach(() => stop());

describe.each(CLIENTS)('$name', ({ name: client, send }) => {
  it('carries the request and the trace to a listed origin, with a span id of its own each time', async () => {
    await inTrace(async () => {
      await send(`${listed.origin}/a?b=c`);
      await send(`${listed.origin}/a?b=c`);
    });
    const parents = listed.received.map(({ url, all }) => {
      expect(url).toBe('/a?b=c');
      expect([all('tracestate'), all('baggage'), all('x-request-id')]).toEqual([['a=1'], ['k=v'], ['abc']]);
      expect(all('traceparent')).toEqual([expect.stringMatching(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-03$`))]);
      return all('traceparent')[0]!.slice(36, 52);
    });
    expect(new Set(parents).size).toBe(2);
  });

  it('carries nothing to another origin, outside of any trace, or after the end', async () => {
    await inTrace(() => send(other.origin));
    await send(listed.origin);
    await createTask(() => send(listed.origin));
    await ALONE.run('x', () => send(listed.origin));
    stop();
    await inTrace(() => send(listed.origin));
    expect([listed.received.length, other.received.length]).toEqual([4, 1]);
    expect([listed.carried, other.carried]).toEqual([false, false]);
  });

  it("leaves the caller's own headers as they are, in any case, and adds no tracestate to a trace of his own", async () => {
    const own = { TraceParent: 'mine', BAGGAGE: 'mine=1', 'X-Request-Id': 'mine' };
    await inTrace(() => send(listed.origin, own));
    const [{ all }] = listed.received as [(typeof listed.received)[0]];
    expect(['traceparent', 'baggage', 'x-request-id', 'tracestate'].map(all)).toEqual([
      ['mine'],
      ['mine=1'],
      ['mine'],
      client.endsWith('set later') ? ['a=1'] : [], // too late to know
    ]);
  });

  it("adds what is missing beside the caller's own headers", async () => {
    await inTrace(() => send(listed.origin, { Baggage: 'mine=1' }));
    const [{ all }] = listed.received as [(typeof listed.received)[0]];
    expect(['baggage', 'x-request-id', 'tracestate'].map(all)).toEqual([['mine=1'], ['abc'], ['a=1']]);
    expect(all('traceparent')).toHaveLength(1);
  });

  it('carries of each of 60 requests at once what is its own', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => `id-${i}`);
    await Promise.all(
      ids.map((id) =>
        extract({ 'x-request-id': id }).run(async () => {
          const { received } = listed;
          const trace = CTX_TRACE_ID.get();
          await send(`${listed.origin}/${id}`);
          const [own, ...more] = received.filter(({ url }) => url === `/${id}`);
          expect(more).toEqual([]);
          expect(own!.all('x-request-id')).toEqual([id]);
          expect(own!.all('traceparent')[0]).toContain(trace);
        }),
      ),
    );
    const parents = listed.received.map(({ all }) => all('traceparent')[0]!.slice(36, 52));
    expect(new Set(parents).size).toBe(60);
  });

  it('is told apart by the port, the scheme and the host', async () => {
    stop();
    stop = propagate({
      to: [`https://127.0.0.1:${listed.port}`, `http://127.0.0.2:${listed.port}`, 'http://127.0.0.1', other.origin],
    });
    await inTrace(() => send(listed.origin));
    expect([listed.received.length, listed.carried]).toEqual([1, false]);
  });

  it('is not fooled by a Host header', async () => {
    const name = new URL(listed.origin).host;
    await inTrace(() => send(other.origin, { Host: name }));
    expect([other.received.length, other.carried]).toEqual([1, false]);
  });
});

describe('propagate', () => {
  it('adds up: each call lists more, and each header is sent once', async () => {
    const [send] = CLIENTS.map((client) => client.send);
    const stops = [
      propagate({ to: listed.origin }),
      propagate({ to: other.origin, requestHeader: false }),
      propagate({ to: /.*/, requestHeader: 'X-Correlation-Id' }),
    ];
    await inTrace(() => send!(listed.origin));
    await inTrace(() => send!(other.origin));
    expect(
      ['traceparent', 'x-request-id', 'x-correlation-id'].map((name) => listed.received[0]!.all(name).length),
    ).toEqual([1, 1, 1]);
    expect(
      ['traceparent', 'x-request-id', 'x-correlation-id'].map((name) => other.received[0]!.all(name).length),
    ).toEqual([1, 0, 1]);
    for (const end of stops) end();
    await inTrace(() => send!(other.origin));
    expect(other.received[1]!.all('traceparent')).toEqual([]);
    await inTrace(() => send!(listed.origin));
    expect(listed.received[1]!.all('traceparent')).toHaveLength(1);
  });

  it('ends with a using block, and leaves everything as it was', () => {
    stop();
    const before = [globalThis.fetch, Reflect.get(Agent.prototype, 'addRequest')];
    {
      using _ = propagate({ to: listed.origin });
      expect(Reflect.get(Agent.prototype, 'addRequest')).not.toBe(before[1]);
    }
    expect([globalThis.fetch, Reflect.get(Agent.prototype, 'addRequest')]).toEqual(before);
  });

  it('stays out of the way of who has wrapped it again', async () => {
    const wrapped = Reflect.get(Agent.prototype, 'addRequest') as (...args: unknown[]) => unknown;
    const outer = function (this: unknown, ...args: unknown[]): unknown {
      return Reflect.apply(wrapped, this, args);
    };
    Reflect.set(Agent.prototype, 'addRequest', outer);
    stop();
    expect(Reflect.get(Agent.prototype, 'addRequest')).toBe(outer);
    await inTrace(() => CLIENTS.find(({ name }) => name === 'http.get')!.send(listed.origin));
    expect([listed.received.length, listed.carried]).toEqual([1, false]);
    const again = propagate({ to: listed.origin });
    await inTrace(() => CLIENTS.find(({ name }) => name === 'http.get')!.send(listed.origin));
    expect(listed.received[1]!.all('traceparent')).toHaveLength(1);
    again();
    Reflect.set(Agent.prototype, 'addRequest', outer);
  });

  it('gives each call a span id that is not the one of the request', async () => {
    await inTrace(async () => {
      await fetch(listed.origin);
      expect(listed.received[0]!.all('traceparent')[0]).not.toContain(CTX_SPAN_ID.get());
    });
  });

  it.each([
    ['nothing', {}],
    ['undefined', { to: undefined }],
    ['an empty list', { to: [] }],
    ['a list in a list', { to: [['http://a.example']] }],
    ['a number', { to: 1 }],
    ['an object', { to: new URL('http://a.example') }],
    ['no URL', { to: 'a.example' }],
    ['a scheme of its own', { to: 'ftp://a.example' }],
    ['a path', { to: 'http://a.example/path' }],
    ['a query', { to: 'http://a.example?query' }],
    ['an empty query', { to: 'http://a.example?' }],
    ['a user', { to: 'http://user@a.example' }],
    ['a host behind a user', { to: 'http://a.example@b.example' }],
    ['a back slash', { to: 'http://a.example\\@b.example' }],
    ['white space', { to: ' http://a.example' }],
    ['a line break', { to: 'http://a.exa\nmple' }],
    ['no host', { to: 'http://' }],
    ['a bare wildcard', { to: '*' }],
    ['a wildcard for everything', { to: 'https://*' }],
    ['a wildcard for everything below', { to: 'https://*.' }],
    ['a wildcard within a label', { to: 'https://a*.example.com' }],
    ['a wildcard in the middle', { to: 'https://a.*.example.com' }],
    ['two wildcards', { to: 'https://*.*.example.com' }],
    ['a wildcard for the port', { to: 'https://a.example:*' }],
    ['a wildcard in an address', { to: 'https://*.0.0.1' }],
    ['a port that is none', { to: 'http://a.example:99999' }],
    ['one wrong of two', { to: ['http://a.example', ''] }],
    ['an unknown option', { to: 'http://a.example', from: 1 }],
    ['a header that is none', { to: 'http://a.example', requestHeader: 'a b' }],
  ])('refuses %s', (_, options) => {
    expect(() => propagate(options as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION' }));
  });

  it.each([undefined, null, 'http://a.example'])('refuses options that are none: %s', (options) => {
    expect(() => propagate(options as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
  });

  it('carries nothing over a Unix socket, which has no origin', async () => {
    const socketPath = join(tmpdir(), `throughline-${process.pid}.sock`);
    const server = (await import('node:http')).createServer((incoming, response) =>
      response.end(JSON.stringify(incoming.headers)),
    );
    server.listen(socketPath);
    await once(server, 'listening');
    using _ = propagate({ to: () => true });
    const body = await inTrace(
      () =>
        new Promise<string>((resolve, reject) => {
          request({ socketPath, host: '127.0.0.1', port: listed.port }, (response) => {
            response.setEncoding('utf8').on('data', resolve);
          })
            .on('error', reject)
            .end();
        }),
    );
    server.close();
    expect(Object.keys(JSON.parse(body) as object)).not.toContain('traceparent');
  });

  it("goes by the agent's own host and port, which win in Node", async () => {
    const agent = new Agent(Object.assign({}, { host: '127.0.0.1', port: other.port }));
    const send = (): Promise<unknown> =>
      new Promise((resolve) => {
        request(listed.origin, { agent }, (response) => response.resume().on('end', resolve)).end();
      });
    await inTrace(send);
    expect([listed.received.length, other.received.length, other.carried]).toEqual([0, 1, false]);
  });
});
