import type { IncomingMessage, RequestListener } from 'node:http';

import busboy from 'busboy';
import express from 'express';
// @ts-expect-error The types of Express 5 serve: @types/express of version 4 cannot be installed beside them.
import express4 from 'express4';
import fastify from 'fastify';
import Koa from 'koa';
import { expect, it } from 'vitest';

import { throughline as throughlineExpress } from '../../../src/adapters/express/index.js';
import { throughline as throughlineFastify } from '../../../src/adapters/fastify/index.js';
import { throughline as throughlineKoa } from '../../../src/adapters/koa/index.js';
import { traced } from '../../../src/adapters/node-http/index.js';
import type { TracingOptions } from '../../../src/index.js';
import { until } from '../../support/until.js';
import { serve } from './harness.js';
import { Reading } from './reading.js';
import { run } from './running.js';

/** Reads a multipart body by busboy; each of its events notes the id. */
function receive(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const reading = new Reading();
    const parser = busboy({ headers: request.headers });
    parser.on('field', (_, value) => reading.note(value.length));
    parser.on('file', (_, file) => {
      for (const event of ['end', 'close']) file.on(event, () => reading.note());
      file.on('data', (chunk: Buffer) => reading.note(chunk.length));
    });
    parser.on('error', reject);
    parser.on('close', () => resolve(reading.answer()));
    request.pipe(parser);
  });
}

function expressApp(create: typeof express, options: TracingOptions): RequestListener {
  const app = create().use(throughlineExpress(options));
  return app.post('/', async (request, response) => void response.send(await receive(request)));
}

const APPLICATIONS: [name: string, (options: TracingOptions) => RequestListener][] = [
  ['node:http', (options) => traced(async (request, response) => response.end(await receive(request)), options)],
  ['Express 5', (options) => expressApp(express, options)],
  ['Express 4', (options) => expressApp(express4 as typeof express, options)],
  [
    'Koa 3',
    (options) => {
      const app = new Koa().use(throughlineKoa(options)).use(async (ctx) => {
        ctx.body = await receive(ctx.req);
      });
      const listener = app.callback();
      return (request, response) => void listener(request, response);
    },
  ],
  [
    'Fastify 5',
    (options) => {
      const app = fastify();
      void app.register(throughlineFastify(options));
      app.addContentTypeParser('multipart/form-data', (_, payload, done) => done(null, payload));
      app.post('/', async ({ raw }) => receive(raw));
      return (request, response) => app.ready(() => app.routing(request, response));
    },
  ],
];

it.each(APPLICATIONS)('the events of busboy see the id: %s', async (name, create) => {
  const { request, ended } = await run({ name, start: (options) => serve(create(options)) });
  const sizes = [0, 1, 1_000, 20_000, 70_000, 300_000];
  await Promise.all(
    [...sizes, ...sizes, ...sizes].map(async (size, i) => {
      const body = new FormData();
      body.set('field', 'value');
      body.set('file', new File(['x'.repeat(size)], 'file.txt'));
      const response = await request('/', `id-${i}`, { method: 'POST', body });
      expect(await response.text()).toBe(`id-${i} ${size + 5}`);
    }),
  );
  await until(() => ended.length === 3 * sizes.length);
});
