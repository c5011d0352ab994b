import type { RequestListener } from 'node:http';

import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { expect, it, vi } from 'vitest';

import { throughline as throughlineExpress } from '../../../src/adapters/express/index.js';
import { throughline as throughlineFastify } from '../../../src/adapters/fastify/index.js';
import { throughline as throughlineHono } from '../../../src/adapters/hono/index.js';
import { throughline as throughlineKoa } from '../../../src/adapters/koa/index.js';
import { CTX_REQUEST_ID, type TracingOptions } from '../../../src/index.js';
import { until } from '../../support/until.js';
import { serve } from './harness.js';
import { failLater } from './routes.js';
import { run } from './running.js';

/** Applications without error handling of their own, and whether their frameworks tell middleware of errors. */
const APPLICATIONS: [name: string, isTold: boolean, (options: TracingOptions) => RequestListener][] = [
  [
    'Express 5',
    false,
    (options) => {
      const app = express().set('env', 'development').use(throughlineExpress(options)); // else it logs no error
      return app.get('/', failLater);
    },
  ],
  [
    'Koa 3',
    true,
    (options) => {
      const app = new Koa().use(throughlineKoa(options)).use(failLater);
      app.on('error', () => console.error(CTX_REQUEST_ID.get()));
      const listener = app.callback();
      return (request, response) => void listener(request, response);
    },
  ],
  [
    'Fastify 5',
    true,
    (options) => {
      const app = fastify();
      void app.register(throughlineFastify(options));
      app.get('/', failLater);
      return (request, response) => app.ready(() => app.routing(request, response));
    },
  ],
  ['Hono 4', true, (options) => getRequestListener(new Hono().use(throughlineHono(options)).get('/', failLater).fetch)],
];

it.each(APPLICATIONS)('an error that nobody handles is answered with the id: %s', async (name, isTold, create) => {
  const { request, ended, ids } = await run({ name, start: (options) => serve(create(options)) });
  const response = await request('/', 'abc');
  expect([response.status, response.headers.get('x-request-id')]).toEqual([500, 'abc']);
  await until(() => ended.length === 1);
  expect(ids).toEqual(['abc']);
  if (isTold) expect(ended[0]?.error).toMatchObject({ message: 'failed under abc' });
  if (name === 'Express 5') {
    await until(() => vi.mocked(console.error).mock.calls.length > 0); // it logs after it has answered
    expect(vi.mocked(console.error).mock.calls).toMatchObject([[{ message: 'failed under abc' }]]);
  }
  if (name === 'Koa 3') expect(vi.mocked(console.error).mock.calls).toEqual([['abc']]);
});
