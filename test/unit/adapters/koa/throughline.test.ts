import { Readable } from 'node:stream';

import Koa from 'koa';
import { expect, it, onTestFinished } from 'vitest';

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
  const callback = app.callback();
  const { port, close } = await serve((request, response) => void callback(request, response));
  onTestFinished(close);

  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-request-id': 'abc' } });
  expect([response.status, response.headers.get('content-type')]).toEqual([201, 'text/plain; charset=utf-8']);
  expect(await response.text()).toBe('[abc][abc][abc]');
  await until(() => ended.length === 1);
  expect(ended[0]?.error).toBeUndefined();
  expect(CTX_REQUEST_ID.get()).toBe('');
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
  const callback = app.callback();
  const { port, close } = await serve((request, response) => void callback(request, response));
  onTestFinished(close);

  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('done');
});
