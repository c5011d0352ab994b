import { getRequestListener } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { requestId, type RequestIdVariables } from 'hono/request-id';
import { describe, expect, it, onTestFinished } from 'vitest';

import { throughline } from '../../../../src/adapters/hono/index.js';
import { CTX_REQUEST_ID, TraceCtx, type TracingOptions } from '../../../../src/index.js';
import { serve } from '../../../whole/matrix/harness.js';

type App = Hono<{ Variables: RequestIdVariables }>;
type Send = (app: App, path: string, headers?: Record<string, string>) => Promise<Response>;

const asWebRequest: Send = async (app, path, headers = {}) => app.request(path, { headers });
const onNode: Send = async (app, path, headers = {}) => {
  const { port, close } = await serve(getRequestListener(app.fetch));
  onTestFinished(close);
  return fetch(`http://127.0.0.1:${port}${path}`, { headers });
};

/** Our middleware with others around it; `read` has what these found in the header, the innermost first. */
const create = (
  options: TracingOptions = {},
  ...inner: MiddlewareHandler[]
): { readonly app: App; readonly read: (string | null)[] } => {
  const read: (string | null)[] = [];
  const reader: MiddlewareHandler = async (c, next) => {
    await next();
    read.push(c.res.headers.get('x-request-id'));
  };
  const app: App = new Hono();
  app.use(reader, throughline(options), ...inner, reader);
  app.get('/', (c) => c.json([c.get('requestId'), c.var.requestId, CTX_REQUEST_ID.get()]));
  return { app, read };
};

describe.each([
  ['as a web request', asWebRequest],
  ['on Node', onNode],
] as const)('Hono, %s', (_, send) => {
  const own = requestId();
  it.each<[string, MiddlewareHandler[], TracingOptions, Record<string, string>, RegExp]>([
    ['ours', [], {}, { 'x-request-id': 'abc' }, /^abc$/],
    ['a fresh one', [], {}, {}, /^[\da-f]{32}$/],
    ['ours before that of requestId()', [own], {}, {}, /^[\da-f]{32}$/],
    ['ours, of a shape that requestId() refuses', [own], {}, { 'x-request-id': 'a.b' }, /^a\.b$/],
    [
      'ours, of a client that only requestId() would trust',
      [own],
      { trust: 'ignore' },
      { 'x-request-id': 'abc' },
      /^[\da-f]{32}$/,
    ],
    [
      'ours before that of a generator',
      [requestId({ generator: () => 'own', headerName: '' })],
      {},
      {},
      /^[\da-f]{32}$/,
    ],
    ['ours, by two of both', [throughline(), own, own], {}, {}, /^[\da-f]{32}$/],
  ])('has one id: %s', async (__, inner, options, headers, id) => {
    const { app, read } = create(options, ...inner);
    const response = await send(app, '/', headers);
    const header = response.headers.get('x-request-id');
    expect(header).toMatch(id); // two would be joined by a comma
    expect(await response.json()).toEqual([header, header, header]);
    expect(read).toEqual([header, header]);
  });

  it('lets requestId() put our id into a header of another name', async () => {
    const { app } = create({}, requestId({ headerName: 'x-correlation-id' }));
    const response = await send(app, '/', { 'x-request-id': 'abc', 'x-correlation-id': 'other' });
    expect(response.headers.get('x-correlation-id')).toBe('abc');
  });

  it('leaves a skipped request to requestId()', async () => {
    const { app } = create({ skip: () => true }, own);
    expect((await send(app, '/', { 'x-request-id': 'abc' })).headers.get('x-request-id')).toBe('abc');
  });

  it.each<[string, (c: Context) => Response | Promise<Response>, string]>([
    ['a response of the handler', () => new Response('own'), 'abc'],
    ['one of fetch, whose headers cannot be changed', () => fetch('data:,fetched'), 'abc'],
    ['one with a header of the application', (c) => c.text('own', 200, { 'X-Request-Id': 'own' }), 'own'],
    ['a 404', (c) => c.notFound(), 'abc'],
    ['an error', () => Promise.reject(new Error('broken')), 'abc'],
    ['a redirect', (c) => c.redirect('/gone', 300 as 301), 'abc'],
  ])('lets middleware read the header of %s', async (__, handler, id) => {
    const { app, read } = create();
    app.onError((error, c) => c.text(error.message, 500));
    app.get('/other', handler);
    const response = await send(app, '/other', { 'x-request-id': 'abc' });
    expect([...read, response.headers.get('x-request-id')]).toEqual([id, id, id]);
  });

  it('gives each request its own header, though they have the same response', async () => {
    const { app, read } = create();
    let shared: Response | undefined; // on Node, Hono's own kind, which sends the same text as often as it is asked to
    app.get('/shared', () => (shared ??= new Response(send === onNode ? 'shared' : null)));
    for (const id of ['first', 'second', 'third']) {
      const response = await send(app, '/shared', { 'x-request-id': id });
      expect([response.headers.get('x-request-id'), await response.text()]).toEqual([
        id,
        send === onNode ? 'shared' : '',
      ]);
    }
    const expected = ['first', 'first', 'second', 'second', 'third', 'third'];
    expect(read[0]).toBe('first');
    expect(read.filter((id, i) => id !== null && id !== expected[i])).toEqual([]);
  });

  it('sends the id that the application has set last', async () => {
    const { app, read } = create({}, async (_c, next) => {
      await next();
      TraceCtx.setId('after');
    });
    app.get('/set', (c) => {
      TraceCtx.setId('within');
      return c.text('set');
    });
    const response = await send(app, '/set', { 'x-request-id': 'abc' });
    expect([...read, response.headers.get('x-request-id')]).toEqual(['within', 'after', 'after']);
  });

  it('has no header that is switched off', async () => {
    const { app, read } = create({ responseHeader: false });
    expect((await send(app, '/')).headers.get('x-request-id')).toBeNull();
    expect(read).toEqual([null, null]);
  });
});

it('shows a context of another request nothing', async () => {
  const { app } = create();
  await app.request('/');
  const other = new Hono().use(async (c, next) => {
    await next();
    c.res.headers.set('x-seen', String(c.res.headers.get('x-request-id')));
  });
  other.get('/', (c) => c.text('untraced'));
  expect((await other.request('/')).headers.get('x-seen')).toBe('null');
});

it('leaves the headers alone that no middleware reads: Hono would send them more slowly', async () => {
  let reads = 0;
  const app: App = new Hono();
  app.use(throughline());
  app.get('/', () =>
    Object.defineProperty(new Response('hello'), 'headers', {
      get() {
        reads++;
        return new Headers();
      },
    }),
  );
  const response = await onNode(app, '/', { 'x-request-id': 'abc' });
  expect([response.headers.get('x-request-id'), await response.text(), reads]).toEqual(['abc', 'hello', 0]);
});
