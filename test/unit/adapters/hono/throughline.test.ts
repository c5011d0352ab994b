import { getRequestListener } from '@hono/node-server';
import { H3 } from 'h3';
import { toNodeHandler } from 'h3/node';
import { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';

import { traced } from '../../../../src/adapters/fetch/index.js';
import { throughline as throughlineH3 } from '../../../../src/adapters/h3/index.js';
import { throughline } from '../../../../src/adapters/hono/index.js';
import { CTX_REQUEST_ID } from '../../../../src/index.js';
import { serve } from '../../../whole/matrix/harness.js';

const handler = traced(() => new Response(CTX_REQUEST_ID.get()));

it.each([
  [
    'Hono',
    () => {
      const app = new Hono();
      app.use(throughline());
      app.all('/', (c) => handler(c.req.raw));
      return getRequestListener(app.fetch);
    },
  ],
  [
    'h3',
    () => {
      const app = new H3();
      app.register(throughlineH3());
      app.all('/', (event) => handler(event.req));
      return toNodeHandler(app);
    },
  ],
])('%s on Node traces a request once, though a handler within traces the web request again', async (_, listener) => {
  const { port, close } = await serve(listener());
  onTestFinished(close);
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
  expect(await response.text()).toBe(response.headers.get('x-request-id'));
});

it.each([
  [
    'Hono',
    (outer: typeof traced) => {
      const app = new Hono();
      app.use(throughline());
      app.all('/', (c) => c.text(CTX_REQUEST_ID.get()));
      return getRequestListener(outer((request, ...rest) => app.fetch(request, ...rest)));
    },
  ],
  [
    'h3',
    (outer: typeof traced) => {
      const app = new H3();
      app.register(throughlineH3());
      app.all('/', () => CTX_REQUEST_ID.get());
      const { fetch: inner } = app;
      app.fetch = outer((request) => inner(request));
      return toNodeHandler(app);
    },
  ],
])('%s on Node joins a handler around it that traces the web request', async (_, listener) => {
  const ids: string[] = [];
  const { port, close } = await serve(
    listener(((handle: never) => traced(handle, { end: ({ requestId }) => void ids.push(requestId) })) as never),
  );
  onTestFinished(close);
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(await response.text()).toBe(response.headers.get('x-request-id'));
  expect(ids).toEqual([response.headers.get('x-request-id')]);
});
