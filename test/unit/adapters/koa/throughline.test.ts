import { Readable } from 'node:stream';

import Koa, { type Context } from 'koa';
import { describe, expect, it, onTestFinished } from 'vitest';

import { throughline } from '../../../../src/adapters/koa/index.js';
import { CTX_REQUEST_ID, type Span } from '../../../../src/index.js';
import { serve } from '../../../whole/matrix/harness.js';
import { chunks } from '../../../whole/matrix/routes.js';
import { until } from '../../../support/until.js';

it("holds in the source of one of the web's streams, which Koa reads after all middleware", async () => {
  const ended: Span[] = [];
  const app = new Koa();
  app.use(throughline({ end: (span) => void ended.push(span) }));
  app.use((ctx) => {
    ctx.status = 201;
    ctx.type = 'text/plain';
    ctx.body = ReadableStream.from(chunks(false));
  });
  const response = await fetch(await listen(app), { headers: { 'x-request-id': 'abc' } });
  expect([response.status, response.headers.get('content-type')]).toEqual([201, 'text/plain; charset=utf-8']);
  expect(await response.text()).toBe('[abc][abc][abc]');
  await until(() => ended.length === 1);
  expect(ended[0]?.error).toBeUndefined();
  expect(CTX_REQUEST_ID.get()).toBe('');
});

it('holds in the source of a `Response`, whose error the span ends with', async () => {
  const ended: Span[] = [];
  const app = new Koa();
  app.silent = true;
  app.use(throughline({ end: (span) => void ended.push(span) }));
  app.use((ctx) => {
    const pull = (controller: ReadableStreamDefaultController): void => {
      if (ctx.path === '/fails') throw new Error('no more');
      controller.enqueue(Buffer.from(`[${CTX_REQUEST_ID.get()}]`));
      controller.close();
    };
    ctx.body = new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), { status: 201 });
  });
  const url = await listen(app);

  const response = await fetch(url, { headers: { 'x-request-id': 'abc' } });
  expect([response.status, await response.text()]).toEqual([201, '[abc]']);
  await expect(fetch(`${url}fails`).then(async (broken) => await broken.text())).rejects.toThrow();
  await until(() => ended.length === 2);
  expect(ended.map(({ error }) => error)).toEqual([undefined, expect.objectContaining({ message: 'no more' })]);
});

describe("one of the web's bodies stays what it is for other middleware", () => {
  const stream = (): ReadableStream => new Response('abc').body as ReadableStream;

  it.each<[name: string, give: (ctx: Context) => unknown]>([
    ['is the same stream', (ctx) => (ctx.status = (ctx.body = stream()) === ctx.body ? 200 : 500)],
    ['is not locked', (ctx) => ([ctx.body] = (ctx.body = stream()).tee())],
    ['is set twice', (ctx) => (ctx.body = ctx.body = stream())],
    [
      'is given while it is locked',
      (ctx) => {
        const body = stream();
        const reader = body.getReader();
        ctx.body = body;
        reader.releaseLock();
      },
    ],
    ['is read, and replaced', async (ctx) => (ctx.body = await (ctx.body = new Response('abc')).text())],
    ['is cloned', async (ctx) => void (await (ctx.body = new Response('abc')).clone().text())],
    ['is frozen', (ctx) => (ctx.body = Object.freeze(stream()))],
  ])('%s', async (_, give) => {
    const app = new Koa();
    app.silent = true;
    app.use(throughline());
    app.use(async (ctx) => void (await give(ctx)));
    const response = await fetch(await listen(app));
    expect([response.status, await response.text()]).toEqual([200, 'abc']);
  });
});

it('traces an application whose prototypes are frozen', async () => {
  const app = new Koa();
  Object.freeze(app.response);
  app.use(throughline());
  app.use((ctx) => void (ctx.body = CTX_REQUEST_ID.get()));
  const url = await listen(app);
  expect(await (await fetch(url, { headers: { 'x-request-id': 'first' } })).text()).toBe('first');

  const other = new Koa();
  Object.freeze(other.context);
  other.use(throughline());
  other.use((ctx) => void (ctx.body = CTX_REQUEST_ID.get()));
  const response = await fetch(await listen(other), { headers: { 'x-request-id': 'second' } });
  expect(await response.text()).toBe('second');
});

it("leaves a body that is no stream, and one of Node's, as the application gave it", async () => {
  const app = new Koa();
  app.use(throughline());
  const bodies = ['text', Buffer.from('bytes'), { json: true }, Readable.from(['chunk'])];
  app.use((ctx) => {
    for (const body of bodies) {
      ctx.body = body;
      expect(ctx.response.body).toBe(body);
    }
    ctx.body = 'done';
  });
  expect(await (await fetch(await listen(app))).text()).toBe('done');
});

/** The address of a server of the application, which closes with the test. */
async function listen(app: Koa): Promise<string> {
  const callback = app.callback();
  const { port, close } = await serve((request, response) => void callback(request, response));
  onTestFinished(close);
  return `http://127.0.0.1:${port}/`;
}
