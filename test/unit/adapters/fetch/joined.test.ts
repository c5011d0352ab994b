import { createServer } from 'node:http';
import { connect, createServer as createHttp2Server } from 'node:http2';
import { type AddressInfo, connect as connectSocket, type Server } from 'node:net';

import { describe, expect, it, onTestFinished } from 'vitest';

import { fetchTracing, traced } from '../../../../src/adapters/fetch/index.js';
import { traced as tracedNode } from '../../../../src/adapters/node-http/index.js';
import {
  bind,
  ContextVar,
  createTask,
  CTX_REQUEST_ID,
  getCurrentSpan,
  type Scope,
  type Span,
  type TracingOptions,
} from '../../../../src/index.js';
import { extract } from '../../../../src/propagation/index.js';
import { until } from '../../../support/until.js';

const FRESH = /^[0-9a-f]{32}$/;
const USER = new ContextVar<string>('user', { default: '' });

async function listen(server: Pick<Server, 'listen' | 'close' | 'address'>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

type Inner = (request: Request) => Response | PromiseLike<Response>;

/** A server whose requests are traced, and handed to `inner` as web requests, as frameworks do. */
async function serve(
  inner: (request: Request) => PromiseLike<Response> | Response,
  options: TracingOptions = {},
): Promise<{ port: number; ended: Span[] }> {
  const ended: Span[] = [];
  const server = createServer(
    tracedNode(
      async (request, response) => {
        const headers = new Headers();
        for (let i = 0; i < request.rawHeaders.length; i += 2) {
          headers.append(request.rawHeaders[i] as string, request.rawHeaders[i + 1] as string);
        }
        const url = `http://${request.headers.host}${request.url}`;
        const answer = await inner(new Request(url, { method: request.method ?? 'GET', headers }));
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      },
      { end: (span) => void ended.push(span), ...options },
    ),
  );
  return { port: await listen(server), ended };
}

/** A handler that says which id it sees, and whose options count its own spans. */
function handler(options: TracingOptions = {}): { handle: Inner; own: Span[] } {
  const own: Span[] = [];
  const handle = traced(() => new Response(CTX_REQUEST_ID.get()), { end: (span) => void own.push(span), ...options });
  return { handle, own };
}

async function ask(port: number, path = '/orders/1?q=1', headers: Record<string, string> = {}): Promise<string[]> {
  const init = { headers: { 'x-request-id': 'evil', cookie: 'a=1; b=2', ...headers } };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  return [response.headers.get('x-request-id') ?? '', await response.text()];
}

describe('a fetch handler within a request that something else traces', () => {
  it.each([
    ['as it came', (request: Request) => request],
    ['copied', (request: Request) => new Request(request)],
    ['mounted', (request: Request) => new Request(request.url.replace('/orders', ''), request)],
    ['with headers that a framework adds', (request: Request) => withHeader(request, 'x-forwarded-proto', 'http')],
    [
      'with both values of a header of which Node keeps the first',
      (request: Request) => withHeader(request, 'user-agent', `${request.headers.get('user-agent')}, other`),
    ],
  ])('is part of it: %s', async (_, change) => {
    const { handle, own } = handler();
    const { port, ended } = await serve((request) => handle(change(request)), { trust: 'ignore' });
    const [header, text] = await ask(port);
    expect(text).toMatch(FRESH);
    expect([header, own, ended.length]).toEqual([text, [], 1]);
  });

  it.each(['/x?q=a%20b&c=%7E', '/x?', '/x?a&b='])('is found by its query, which Next writes anew: %s', async (path) => {
    const { handle, own } = handler();
    const rewritten = (request: Request): Request => {
      const url = new URL(request.url);
      url.search = String(url.searchParams);
      return new Request(url, request);
    };
    const { port } = await serve((request) => handle(rewritten(request)), { trust: 'ignore' });
    const [header, text] = await ask(port, path);
    expect([header, own]).toEqual([text, []]);
  });

  it('is found without a host, as HTTP/1.0 allows it', async () => {
    const { handle, own } = handler();
    const { port } = await serve(
      (request) => {
        const copy = new Request('http://localhost/x', request);
        copy.headers.delete('host');
        return handle(copy);
      },
      { trust: 'ignore' },
    );
    const socket = connectSocket(port, '127.0.0.1');
    socket.write('GET /x HTTP/1.0\r\nx-request-id: evil\r\n\r\n');
    let answer = '';
    for await (const chunk of socket.setEncoding('latin1')) answer += String(chunk);
    const [, header] = /x-request-id: ([0-9a-f]{32})/i.exec(answer) ?? [];
    expect([answer.endsWith(`\r\n\r\n${header}`), own]).toEqual([true, []]);
  });

  it.each(['/a b', '/ü', '/%7Euser', '/a|b', '//double', '/'])(
    'is found by its path, however it is written: %s',
    async (path) => {
      const { handle, own } = handler();
      const { port } = await serve(handle, { trust: 'ignore' });
      const [header, text] = await ask(port, path);
      expect([header, own]).toEqual([text, []]);
    },
  );

  it('keeps what was set in a copy of its context', async () => {
    const inner = traced(() => new Response(USER.get()));
    const { port } = await serve((request) => USER.run('ada', () => inner(request)));
    expect((await ask(port))[1]).toBe('ada');
  });

  it('is skipped where that is', async () => {
    const { handle, own } = handler();
    const { port } = await serve(handle, { skip: () => true });
    expect([await ask(port), own]).toEqual([['', ''], []]);
  });

  it('tells the span of what it throws', async () => {
    const inner = traced(() => {
      throw new Error('no');
    });
    const { port, ended } = await serve(inner);
    await ask(port);
    expect(ended.map(({ error }) => error)).toEqual([new Error('no')]);
  });
});

describe('a request that the application makes itself', () => {
  it.each([
    ['another path', () => new Request('http://local/other')],
    ['the same path, sent by nobody', (request: Request) => new Request(request.url)],
    [
      'another path, with the headers that came',
      (request: Request) => new Request(new URL('/other', request.url), request),
    ],
    ['a part of the path, of no host', (request: Request) => new Request('http://localhost/1?q=1', request)],
    ['another method', (request: Request) => new Request(request, { method: 'DELETE' })],
    ['another query', (request: Request) => new Request(`${request.url}2`, request)],
    ['an id of its own', (request: Request) => withHeader(request, 'x-request-id', 'other')],
    ['another user', (request: Request) => withHeader(request, 'cookie', 'a=2')],
    ['another host', (request: Request) => withHeader(request, 'host', 'elsewhere')],
  ])('is another: %s', async (_, change) => {
    const { handle, own } = handler({ trust: 'accept' });
    const outer: string[] = [];
    const { port, ended } = await serve(
      async (request) => {
        outer.push(CTX_REQUEST_ID.get());
        const answer = await handle(change(request));
        expect(getCurrentSpan()?.requestId).toBe(outer[0]);
        return new Response(await answer.text()); // without its headers
      },
      { trust: 'ignore' },
    );
    const [header, text] = await ask(port);
    expect([header, own.length, ended.length]).toEqual([outer[0], 1, 1]);
    expect(text).toMatch(FRESH); // what the outer one does not trust, nothing within it does
    expect(text).not.toBe(outer[0]);
    expect(own[0]?.requestId).toBe(text);
  });

  it('is trusted as its own options say where the outer request is trusted', async () => {
    const { handle } = handler();
    const { handle: careful } = handler({ trust: 'ignore' });
    const { port } = await serve(async () => {
      const request = (): Request => new Request('http://local/', { headers: { 'x-request-id': 'mine' } });
      const answers = [await handle(request()), await careful(request())];
      return new Response((await Promise.all(answers.map((answer) => answer.text()))).join());
    });
    expect((await ask(port))[1]).toMatch(/^mine,[0-9a-f]{32}$/);
  });

  it('asks both policies where both are functions', async () => {
    const asked: string[] = [];
    const says = (name: string, answer: boolean) => () => {
      asked.push(name);
      return answer;
    };
    const { handle } = handler({ trust: says('inner', true) });
    const inner = (): Request => new Request('http://local/', { headers: { 'x-request-id': 'mine' } });
    for (const [answer, expected] of [
      [true, /^mine$/],
      [false, FRESH],
    ] as const) {
      const { port } = await serve(() => handle(inner()), { trust: says('outer', answer) });
      expect((await ask(port))[1]).toMatch(expected);
    }
    expect(asked).toEqual(['outer', 'outer', 'inner', 'outer', 'outer']);
  });
});

describe('a request within a web request', () => {
  const wire = (path: string, headers: Record<string, string> = {}): Request =>
    new Request(`http://host${path}`, { headers: { host: 'host', 'x-request-id': 'outer', ...headers } });

  it('is joined where it is the same, and else is another', async () => {
    const { handle, own } = handler({ trust: 'accept' });
    const seen: string[] = [];
    const outer = traced(async (request) => {
      for (const inner of [new Request(request), new Request('http://host/other'), new Request('http://host/page')]) {
        seen.push(await (await handle(inner)).text());
      }
      return new Response('');
    });
    await outer(wire('/page'));
    expect(seen).toEqual(['outer', expect.stringMatching(FRESH), expect.stringMatching(FRESH)]);
    expect(own).toHaveLength(2);
  });

  it('is another on another host, and with something added to a header', async () => {
    const { handle, own } = handler();
    const changes = [
      (request: Request) => new Request(request.url.replace('host', 'internal'), request),
      (request: Request) => withHeader(request, 'cookie', 'sid=1; sid=admin'),
    ];
    const headers = { cookie: 'sid=1' };
    for (const change of changes) {
      const outer = traced((request) => handle(change(request)));
      for (const request of [wire('/page', headers), new Request('http://host/page', { headers })]) {
        await (await outer(request)).text();
      }
    }
    expect(own).toHaveLength(4);
  });

  it('goes on where its client has gone', async () => {
    const { handle, own } = handler();
    let gone: (() => void) | undefined;
    const { port } = await serve(async (request) => {
      await new Promise<void>((resolve) => (gone = resolve));
      return handle(request);
    });
    const controller = new AbortController();
    const asked = fetch(`http://127.0.0.1:${port}/`, { signal: controller.signal }).catch(() => {});
    await until(() => gone !== undefined);
    controller.abort();
    await asked;
    await new Promise((resolve) => setTimeout(resolve, 20));
    gone?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(own).toEqual([]);
  });

  it('that came over no wire either is known by its path', async () => {
    const { handle } = handler();
    const outer = traced((request) => handle(new Request(new URL('/other', request.url), request)), {
      trust: 'ignore',
    });
    const made = new Request('http://local/page', { headers: { 'x-request-id': 'evil' } });
    expect(await (await outer(made)).text()).toMatch(FRESH);
  });
});

describe('what the outer request does not trust', () => {
  const { handle } = handler({ trust: 'accept' });
  const TRACE = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
  const evil = (path = '/inner'): Request =>
    new Request(`http://local${path}`, { headers: { 'x-request-id': 'evil', ...TRACE } });

  it.each<[outer: unknown, inner: unknown, expected: string | undefined]>([
    ['ignore', 'link', undefined],
    ['ignore', 'accept', undefined],
    ['link', 'accept', 'link'],
    ['link', () => true, 'link'],
    ['link', () => false, undefined],
    [() => false, 'link', undefined],
    [() => 'link', 'accept', 'link'],
    [(scope: Scope) => scope.path === '/inner', 'accept', undefined],
    ['accept', 'link', 'link'],
  ])('nothing within it does: %s, %s', async (outer, inner, expected) => {
    const spans: Span[] = [];
    const within = traced(() => new Response(null), { trust: inner as never, end: (span) => void spans.push(span) });
    const around = traced(async () => (await within(evil()), new Response('')), { trust: outer as never });
    await around(evil('/outer'));
    expect(spans[0]?.requestId).toMatch(FRESH);
    expect(spans[0]?.links[0]?.traceId).toBe(expected && TRACE.traceparent.slice(3, 35));
  });

  it('nothing within a message or a block does that trusts nothing', async () => {
    const headers = { 'x-request-id': 'evil' };
    const inMessage = extract(headers, { trust: 'ignore' }).run(() => handle(evil()));
    expect(await (await inMessage).text()).toMatch(FRESH);
    await createTask(async () => {
      await using _ = getCurrentSpan(
        { type: 'job', method: '', path: '', headers: new Headers(headers) },
        { trust: 'ignore' },
      );
      expect(await (await handle(evil())).text()).toMatch(FRESH);
    });
    const accepted = extract(headers, { trust: () => true }).run(() => handle(evil()));
    expect(await (await accepted).text()).toBe('evil');
  });

  it('nothing within it does, once it has ended', async () => {
    let late: (() => Response | PromiseLike<Response>) | undefined;
    const { port, ended } = await serve(
      (request) => {
        late = bind(() => handle(request));
        return new Response('');
      },
      { trust: 'ignore' },
    );
    await ask(port);
    expect(ended).toHaveLength(1);
    expect(await (await late?.())?.text()).toMatch(FRESH);
  });

  it('nothing within it does, in a block of a span', async () => {
    const { port } = await serve(
      (request) =>
        createTask(async () => {
          await using span = getCurrentSpan({ type: 'job', method: '', path: '/job', headers: request.headers });
          await span.requestBefore();
          const answer = await handle(new Request('http://local/', request));
          return new Response(`${CTX_REQUEST_ID.get()} ${await answer.text()}`);
        }),
      { trust: 'ignore' },
    );
    expect((await ask(port))[1]).toMatch(/^[0-9a-f]{32} [0-9a-f]{32}$/);
  });
});

describe('another request that arrives in the context of one', () => {
  it.each(['x-user', 'x-api-key', 'x-forwarded-for'])('is another where it has another %s', async (name) => {
    const { handle, own } = handler();
    const { port } = await serve((request) => handle(withHeader(request, name, 'b')), { trust: 'ignore' });
    await ask(port, '/', { [name]: 'a' });
    expect(own).toHaveLength(1);
  });

  it('is another, once that is over', async () => {
    const { handle } = handler({ trust: 'ignore' });
    let again: (() => Promise<Response>) | undefined;
    const { port } = await serve(async (request) => {
      const task = CTX_REQUEST_ID.get();
      again = async () => handle(request.clone());
      return new Response(task);
    });
    const [, first] = await ask(port);
    const second = await (await again?.())?.text();
    expect(second).toMatch(FRESH);
    expect(second).not.toBe(first);
  });

  it('is another, with a host of its own', async () => {
    const { handle } = handler();
    const inner = fetchTracing();
    const other = createServer(async (request, response) => {
      const headers = request.headers as Record<string, string>;
      const answer = await handle(new Request(`http://${headers['host']}${request.url}`, { headers }));
      response.end(await answer.text());
    });
    const { port } = await serve(async (request) =>
      inner(request, async () => {
        const otherPort = await listen(other); // started by a request: all that it gets arrives in that one's context
        const text = (await ask(otherPort, '/orders/1?q=1', { 'x-request-id': 'own' }))[1];
        return new Response(text);
      }),
    );
    expect((await ask(port))[1]).toBe('own');
  });
});

describe('HTTP/2', () => {
  it('knows the host by its authority', async () => {
    const { handle, own } = handler();
    const server = createHttp2Server(
      tracedNode(
        async (request, response) => {
          const { ':authority': host, ':path': path, ...rest } = request.headers;
          const headers = Object.entries(rest).filter(([name]) => !name.startsWith(':')) as [string, string][];
          const answer = await handle(new Request(`http://${host}${path}`, { headers }));
          response.end(await answer.text());
        },
        { trust: 'ignore' },
      ),
    );
    const port = await listen(server);
    const client = connect(`http://127.0.0.1:${port}`);
    onTestFinished(() => client.close());
    const stream = client.request({ ':path': '/x', 'x-request-id': 'evil' });
    let header: unknown;
    stream.on('response', (headers) => (header = headers['x-request-id']));
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    expect([header, own]).toEqual([text, []]);
    expect(text).toMatch(FRESH);
  });
});

function withHeader(request: Request, name: string, value: string): Request {
  const copy = new Request(request);
  copy.headers.set(name, value);
  return copy;
}
