import { createServer } from 'node:http';

import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';

import { traced } from '../../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID } from '../../../../src/index.js';
import { serve } from '../../../support/serve.js';
import { until } from '../../../support/until.js';

const FRESH = /^[0-9a-f]{32}$/;

describe('the id in the response', () => {
  it('is that of the request, or a fresh one', async () => {
    const { url } = await serve((_, response) => response.end(CTX_REQUEST_ID.get()));
    const given = await fetch(url, { headers: { 'x-request-id': 'abc' } });
    expect([given.headers.get('x-request-id'), await given.text()]).toEqual(['abc', 'abc']);
    const fresh = await fetch(url);
    expect(fresh.headers.get('x-request-id')).toMatch(FRESH);
    expect(fresh.headers.get('x-request-id')).toBe(await fresh.text());
  });

  it.each([
    ['empty', 'x-request-id:'],
    ['4 KB', `x-request-id: ${'x'.repeat(4096)}`],
    ['spaces', 'x-request-id: a b'],
    ['quotes', 'x-request-id: "a"'],
    ['commas', 'x-request-id: a,b'],
    ['non-ASCII bytes', 'x-request-id: \xe9\xff'],
    ['a tab', 'x-request-id: a\tb'],
    ['twice', 'x-request-id: evil\r\nx-request-id: evil'],
  ])('is fresh when the header is %s, and nothing of it is echoed', async (_, header) => {
    const { raw } = await serve((_request, response) => response.end(CTX_REQUEST_ID.get()));
    const answer = await raw('GET / HTTP/1.1', 'host: a', 'connection: close', header, '', '');
    expect(/^x-request-id: (.*)\r$/im.exec(answer)?.[1]).toMatch(FRESH);
    expect(answer).not.toContain('evil');
    expect(answer.length).toBeLessThan(400);
  });

  it('is not written into headers that the application sends with every response', async () => {
    const HEADERS = { 'Content-Type': 'text/plain' };
    const { url } = await serve((_, response) => response.writeHead(200, HEADERS).end(CTX_REQUEST_ID.get()));
    for (const id of ['one', 'two']) {
      const response = await fetch(url, { headers: { 'x-request-id': id } });
      expect([response.headers.get('x-request-id'), await response.text()]).toEqual([id, id]);
      expect(response.headers.get('content-type')).toBe('text/plain');
    }
    expect(HEADERS).toEqual({ 'Content-Type': 'text/plain' });
  });

  it('gives way to one of the application, however its name is written', async () => {
    const { url } = await serve((_, response) => response.writeHead(200, { 'X-REQUEST-ID': 'mine' }).end());
    expect((await fetch(url)).headers.get('x-request-id')).toBe('mine');
  });

  it('goes out with the answer to headers that Node refuses', async () => {
    const { url } = await serve((_, response) => {
      expect(() => response.writeHead(200, { bad: 'a\nb' })).toThrow(/Invalid character/);
      response.writeHead(500, { good: 'yes' }).end(CTX_REQUEST_ID.get());
    });
    const response = await fetch(url);
    expect([response.status, response.headers.get('good')]).toEqual([500, 'yes']);
    expect(response.headers.get('x-request-id')).toBe(await response.text());
  });

  it('leaves the application every way to send headers, a name more than once included', async () => {
    const { url } = await serve((request, response) => {
      response.setHeader('x-early', '1');
      if (request.url === '/flat') response.writeHead(201, ['set-cookie', 'a=1', 'set-cookie', 'b=2']);
      if (request.url === '/list') response.writeHead(201, ['set-cookie', ['a=1', 'b=2']]);
      if (request.url === '/pairs')
        response.writeHead(201, [
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
        ] as never);
      if (request.url === '/record') response.writeHead(201, 'Made', { 'set-cookie': ['a=1', 'b=2'] });
      if (request.url === '/reason') response.writeHead(201, 'Made');
      if (request.url === '/implicit') response.statusCode = 201;
      if (request.url === '/string') response.statusCode = '201' as never;
      if (request.url === '/flush') response.writeHead(201).flushHeaders();
      response.end('body');
    });
    for (const path of ['flat', 'list', 'pairs', 'record', 'reason', 'implicit', 'string', 'flush']) {
      const response = await fetch(`${url}/${path}`);
      expect([response.status, response.headers.get('x-early'), await response.text()]).toEqual([201, '1', 'body']);
      expect(response.headers.get('x-request-id')).toMatch(FRESH);
      if (/flat|list|pairs|record/.test(path)) expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
      if (path === 'implicit') expect(response.headers.get('content-length')).toBe('4');
    }
  });

  it("keeps Node's own errors for wrong calls", async () => {
    const { url } = await serve((_, response) => {
      const codes = [
        () => response.writeHead(42),
        () => response.writeHead('x' as never),
        () => response.writeHead(200, ['odd']),
      ].map(codeOf);
      response.writeHead(200);
      codes.push(codeOf(() => response.writeHead(200)));
      response.end(codes.join(' '));
    });
    expect(await (await fetch(url)).text()).toBe(
      'ERR_HTTP_INVALID_STATUS_CODE ERR_HTTP_INVALID_STATUS_CODE ERR_INVALID_ARG_VALUE ERR_HTTP_HEADERS_SENT',
    );
  });

  it.each([undefined, 'a\r\nb', 'a€'])(
    'is left out when the application made it %j, which no header can hold',
    async (id) => {
      const { url } = await serve((_, response) => {
        CTX_REQUEST_ID.set(id as string);
        response.end('fine');
      });
      const response = await fetch(url);
      expect([response.status, response.headers.get('x-request-id'), await response.text()]).toEqual([
        200,
        null,
        'fine',
      ]);
    },
  );

  it("lets the application's own header win, and removed headers do not take it away", async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/own') response.setHeader('X-Request-Id', 'own');
      for (const name of request.url === '/remove' ? response.getHeaderNames() : []) response.removeHeader(name);
      response.end();
    });
    expect((await fetch(`${url}/own`)).headers.get('x-request-id')).toBe('own');
    expect((await fetch(`${url}/remove`)).headers.get('x-request-id')).toMatch(FRESH);
  });

  it('has the name that the options give, or is left out', async () => {
    const other = await serve((_, response) => response.end(), { responseHeader: 'X-Trace' });
    expect((await fetch(other.url)).headers.get('x-trace')).toMatch(FRESH);
    const off = await serve((_, response) => response.end(), { responseHeader: false });
    expect((await fetch(off.url)).headers.get('x-request-id')).toBeNull();
  });

  it.each(['HEAD', 'OPTIONS'])('is there for %s', async (method) => {
    const { url, ended } = await serve((_, response) => response.writeHead(204).end());
    expect((await fetch(url, { method })).headers.get('x-request-id')).toMatch(FRESH);
    await until(() => ended.length === 1);
  });
});

describe('a listener that fails', () => {
  let logged: MockInstance;
  const idsLogged: string[] = [];

  beforeEach(() => {
    idsLogged.length = 0;
    logged = vi.spyOn(console, 'error').mockImplementation(() => void idsLogged.push(CTX_REQUEST_ID.get()));
  });
  afterEach(() => logged.mockRestore());

  it.each([
    [
      'at once',
      () => {
        throw new Error('boom');
      },
    ],
    [
      'later',
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        throw new Error('boom');
      },
    ],
    [
      'with a rejected thenable',
      () => ({ then: (_: unknown, reject: (error: Error) => void) => reject(new Error('boom')) }),
    ],
  ])('%s gives a 500 with the id, and the span ends with the error', async (_, fail) => {
    const { url, ended } = await serve((_request, response) => {
      response.setHeader('content-length', '1000');
      response.setHeader('content-type', 'application/json');
      response.statusMessage = 'Fine';
      return fail();
    });
    const response = await fetch(url, { headers: { 'x-request-id': 'abc' } });
    expect([response.status, response.statusText, response.headers.get('x-request-id'), await response.text()]).toEqual(
      [500, 'Internal Server Error', 'abc', 'Internal Server Error\n'],
    );
    await until(() => ended.length > 0);
    expect(ended.map(({ error }) => (error as Error).message)).toEqual(['boom']);
    expect(logged.mock.calls.map(([error]) => (error as Error).message)).toEqual(['boom']);
    expect(idsLogged).toEqual(['abc']);
    expect((await fetch(url)).status).toBe(500);
  });

  it('after the headers were sent closes the connection', async () => {
    const { url, ended } = await serve((_, response) => {
      response.write('half');
      throw new Error('boom');
    });
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow(/terminated|fetch failed/);
    await until(() => ended.length > 0);
    expect(ended[0]?.error).toMatchObject({ message: 'boom' });
  });

  it('after the response was sent harms nothing', async () => {
    const { url, ended } = await serve((_, response) => {
      response.end('whole');
      throw new Error('boom');
    });
    expect(await (await fetch(url)).text()).toBe('whole');
    await until(() => ended.length > 0);
    expect(ended[0]?.error).toMatchObject({ message: 'boom' });
  });

  it('with undefined still gives a 500, and a span that failed', async () => {
    const { url, ended } = await serve(() => Promise.reject());
    expect((await fetch(url)).status).toBe(500);
    await until(() => ended.length === 1);
    expect(ended[0]?.error).toMatchObject({ code: 'TL_ERR_NOTHING_THROWN' });
  });

  it('with an error that cannot be shown still gives a 500', async () => {
    logged.mockImplementationOnce(() => {
      throw new Error('not to be shown');
    });
    const { url } = await serve(() => Promise.reject(new Error('boom')));
    expect((await fetch(url)).status).toBe(500);
  });

  it('and that has changed the response so that it throws loses the connection, not the server', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/fine') return response.end('fine');
      response.writeHead = () => {
        throw new Error('changed');
      };
      throw new Error('boom');
    });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    expect(await (await fetch(`${url}/fine`)).text()).toBe('fine');
  });

  it('is caught in every place of two, nested or side by side', async () => {
    const fail = async (): Promise<never> => {
      throw new Error('boom');
    };
    const nested = await serve(traced(fail));
    const both = await serve(() => {});
    both.server.on('request', traced(fail));
    for (const { url, ended } of [nested, both]) {
      const response = await fetch(url, { headers: { 'x-request-id': 'abc' } });
      expect([response.status, response.headers.get('x-request-id')]).toEqual([500, 'abc']);
      await until(() => ended.length === 1);
      expect(ended[0]?.error).toMatchObject({ message: 'boom' });
    }
  });
});

describe('tracing twice', () => {
  it('does it once, nested or side by side', async () => {
    const ids: string[] = [];
    const { server, url, ended } = await serve(
      traced((_, response) => {
        ids.push(CTX_REQUEST_ID.get());
        response.end();
      }),
    );
    server.on(
      'request',
      traced(() => void ids.push(`again ${CTX_REQUEST_ID.get()}`)),
    );
    expect((await fetch(url)).headers.get('x-request-id')).toBe(ids[0]);
    await until(() => ended.length === 1);
    expect(ids).toEqual([ids[0], `again ${ids[0]}`]);
  });

  it('passes a listener this server, whatever traces it', async () => {
    let self: unknown;
    const server = createServer(
      traced(function (this: unknown, _, response) {
        self = this;
        response.end();
      }),
    );
    server.emit('request', {}, { emit() {}, end() {} });
    expect(self).toBe(server);
  });
});

function codeOf(call: () => unknown): string {
  try {
    call();
    return 'none';
  } catch (error) {
    return (error as { code: string }).code;
  }
}
