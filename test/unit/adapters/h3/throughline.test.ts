import { Readable } from 'node:stream';

import { H3, iterable, toWebHandler } from 'h3';
import { toNodeHandler } from 'h3/node';
import { describe, expect, it, onTestFinished } from 'vitest';

import { throughline } from '../../../../src/adapters/h3/index.js';
import { CTX_REQUEST_ID, type Span, type TracingOptions } from '../../../../src/index.js';
import { serve } from '../../../whole/matrix/harness.js';
import { chunks, fail } from '../../../whole/matrix/routes.js';
import { until } from '../../../support/until.js';

const ended: Span[] = [];
const HEADERS = { 'x-request-id': 'abc' };

function createApp(options: TracingOptions = {}, config: ConstructorParameters<typeof H3>[0] = {}): H3 {
  ended.length = 0;
  const plugin = throughline({ end: (span) => void ended.push(span), ...options });
  return new H3({ silent: true, ...config, plugins: [plugin] });
}

/** Gets `path` from `app`, on Node's server. */
async function get(app: H3, path: string): Promise<Response> {
  const handler = toNodeHandler(app);
  const { port, close } = await serve((request, response) => void handler(request, response));
  onTestFinished(close);
  return fetch(`http://127.0.0.1:${port}${path}`, { headers: HEADERS });
}

describe('throughline of h3', () => {
  it.each([
    ['a ReadableStream', () => ReadableStream.from(chunks())],
    ["one of Node's", () => Readable.from(chunks())],
    ['a Response', () => new Response(ReadableStream.from(chunks()), { headers: { 'x-own': 'yes' } })],
    ['iterable()', () => iterable(chunks())],
  ])('on Node the source of %s has the context', async (_, handler) => {
    const app = createApp();
    app.get('/', handler);
    const response = await get(app, '/');
    expect(response.headers.get('x-request-id')).toBe('abc');
    expect(await response.text()).toBe('[abc][abc][abc]');
    await until(() => ended.length === 1);
    expect(ended[0]?.error).toBeUndefined();
  });

  it('a stream that fails is the error of the span', async () => {
    const app = createApp();
    app.get('/', () =>
      ReadableStream.from(
        (async function* () {
          yield new TextEncoder().encode('half');
          fail();
        })(),
      ),
    );
    await expect(get(app, '/').then((response) => response.text())).rejects.toThrow();
    await until(() => ended.length === 1);
    expect(ended[0]?.error).toMatchObject({ message: 'failed under abc' });
  });

  it('onRequest, onResponse and onError have the context', async () => {
    const seen: string[] = [];
    const note = (hook: string) => (): void => void seen.push(`${hook} ${CTX_REQUEST_ID.get()}`);
    const hooks = { onRequest: note('request'), onResponse: note('response'), onError: note('error') };
    const app = createApp({}, hooks);
    app.get('/', () => fail());
    expect((await get(app, '/')).headers.get('x-request-id')).toBe('abc');
    expect(seen).toEqual(['request abc', 'error abc', 'response abc']);
  });

  it('errors that are returned, and those of middleware, are those of the span; no route is none', async () => {
    const app = createApp();
    app.use('/middleware', () => fail());
    app.get('/returned', () => new Error('returned'));
    for (const path of ['/middleware', '/returned', '/nowhere', '/bad%']) await get(app, path);
    await until(() => ended.length === 4);
    expect(ended.map(({ error }) => (error as Error | undefined)?.message)).toEqual([
      'failed under abc',
      'returned',
      undefined,
      undefined,
    ]);
  });

  it('answers without a server are traced: request() and toWebHandler()', async () => {
    const app = createApp();
    app.get('/', ({ req }) => `${CTX_REQUEST_ID.get()} ${new URL(req.url).host}`);
    const answers = [
      await app.request('/', { headers: { ...HEADERS, host: 'example.com' } }),
      await app.request(new URL('http://example.com/'), { headers: HEADERS }),
      await app.request(new Request('http://example.com/', { headers: HEADERS })),
      await app.request('http://example.com/', { headers: HEADERS }),
      await toWebHandler(app)(new Request('http://example.com/', { headers: HEADERS })),
    ];
    for (const answer of answers) {
      expect(answer.headers.get('x-request-id')).toBe('abc');
      expect(await answer.text()).toBe('abc example.com');
    }
    expect((await app.request('/', { headers: { host: 'a b' } })).status).toBe(200);
    await until(() => ended.length === 5);
  });

  it('asks once whether a request is to be skipped', async () => {
    let asked = 0;
    const app = createApp({ skip: () => ++asked === 1 });
    app.get('/', () => CTX_REQUEST_ID.get());
    const response = await get(app, '/');
    expect([response.headers.get('x-request-id'), await response.text(), asked]).toEqual([null, '', 1]);
  });
});
