import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { getRequestListener, serve as serveHono } from '@hono/node-server';
import express, { type ErrorRequestHandler } from 'express';
// @ts-expect-error The types of Express 5 serve: @types/express of version 4 cannot be installed beside them.
import express4 from 'express4';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';

import { throughline as throughlineExpress } from '../../../src/adapters/express/index.js';
import { throughline as throughlineFastify } from '../../../src/adapters/fastify/index.js';
import { traced as tracedFetch } from '../../../src/adapters/fetch/index.js';
import { throughline as throughlineHono } from '../../../src/adapters/hono/index.js';
import { throughline as throughlineKoa } from '../../../src/adapters/koa/index.js';
import { traced as tracedNode } from '../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID, type TracingOptions } from '../../../src/index.js';
import { fetchServer } from './fetch-server.js';
import { type Cell, listen } from './harness.js';
import { chunks, echo, fail, failLater, leaveBehind } from './routes.js';

const handled = (): string => `handled under ${CTX_REQUEST_ID.get()}`;
const endless = (path: string): boolean => path === '/endless';

const nodeHttp: Cell = {
  name: 'node:http',
  start: (options) =>
    listen(
      createServer(
        tracedNode(async (request, response) => {
          const path = request.url ?? '';
          if (path === '/echo') return response.end(await echo(await text(request)));
          if (path === '/late') return response.end(leaveBehind());
          if (path === '/throw') return fail();
          if (path === '/reject') return failLater();
          if (path === '/stream' || path === '/endless') return Readable.from(chunks(endless(path))).pipe(response);
          response.statusCode = path === '/empty' ? 204 : 404;
          return response.end();
        }, options),
      ),
    ),
};

function expressCell(name: string, create: typeof express): Cell {
  return {
    name,
    start(options) {
      const app = create();
      app.use(throughlineExpress(options));
      app.post('/echo', express.text({ limit: '1mb' }), async (request, response) => {
        response.send(await echo(request.body as string));
      });
      app.get('/late', (_, response) => void response.send(leaveBehind()));
      app.get('/throw', () => fail());
      app.get('/reject', (_, __, next) => void failLater().catch(next));
      for (const path of ['/stream', '/endless']) {
        app.get(path, (_, response) => void Readable.from(chunks(endless(path))).pipe(response));
      }
      app.get('/empty', (_, response) => void response.status(204).end());
      const onError: ErrorRequestHandler = (_error, _request, response, _next) => {
        response.status(500).send(handled());
      };
      app.use(onError);
      return listen(createServer(app));
    },
  };
}

const koa: Cell = {
  name: 'Koa 3',
  start(options) {
    const app = new Koa();
    app.silent = true;
    app.use(throughlineKoa(options));
    app.use(async (ctx, next) => {
      try {
        await next();
      } catch (error) {
        ctx.app.emit('error', error, ctx);
        ctx.status = 500;
        ctx.body = handled();
      }
    });
    app.use(async (ctx) => {
      const { path } = ctx;
      if (path === '/echo') ctx.body = await echo(await text(ctx.req));
      else if (path === '/late') ctx.body = leaveBehind();
      else if (path === '/throw') fail();
      else if (path === '/reject') await failLater();
      else if (path === '/stream' || path === '/endless') ctx.body = Readable.from(chunks(endless(path)));
      else if (path === '/empty') ctx.status = 204;
    });
    return listen(createServer(app.callback()));
  },
};

const fastifyCell: Cell = {
  name: 'Fastify 5',
  async start(options) {
    const app = fastify();
    await app.register(throughlineFastify(options));
    app.post('/echo', async (request) => echo(request.body as string));
    app.get('/late', async () => leaveBehind());
    app.get('/throw', () => fail());
    app.get('/reject', () => failLater());
    for (const path of ['/stream', '/endless']) {
      app.get(path, (_, reply) => reply.send(Readable.from(chunks(endless(path)))));
    }
    app.get('/empty', (_, reply) => reply.code(204).send());
    app.setErrorHandler((_error, _request, reply) => reply.code(500).send(handled()));
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    return {
      port: (address as AddressInfo).port,
      async close() {
        app.server.closeAllConnections();
        await app.close();
      },
    };
  },
};

function honoApp(options: TracingOptions): Hono {
  const app = new Hono();
  app.use(throughlineHono(options));
  app.post('/echo', async (c) => c.text(await echo(await c.req.text())));
  app.get('/late', (c) => c.text(leaveBehind()));
  app.get('/throw', () => fail());
  app.get('/reject', () => failLater());
  for (const path of ['/stream', '/endless']) {
    app.get(path, () => new Response(ReadableStream.from(chunks(endless(path)))));
  }
  app.get('/empty', (c) => c.body(null, 204));
  app.onError((_, c) => c.text(handled(), 500));
  return app;
}

const honoOnNode: Cell = {
  name: 'Hono 4 on its Node server',
  streamsOutside: 'the server reads the body after all middleware; trace its listener instead, as in the next cell',
  start: (options) =>
    new Promise((resolve) => {
      const server = serveHono({ fetch: honoApp(options).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
        resolve({
          port,
          async close() {
            if ('closeAllConnections' in server) server.closeAllConnections();
            server.close();
          },
        }),
      );
    }),
};

const honoBehindTraced: Cell = {
  name: 'Hono 4 on its Node server, whose listener is traced',
  start: (options) => listen(createServer(tracedNode(getRequestListener(honoApp(options).fetch), options))),
};

const honoOnFetch: Cell = {
  name: 'Hono 4 on fetch alone',
  start(options) {
    const app = honoApp(options);
    return fetchServer(async (request) => app.fetch(request));
  },
};

const fetchCell: Cell = {
  name: 'fetch handler',
  start: (options) =>
    fetchServer(
      tracedFetch(async (request) => {
        const { pathname } = new URL(request.url);
        if (pathname === '/echo') return new Response(await echo(await request.text()));
        if (pathname === '/late') return new Response(leaveBehind());
        if (pathname === '/throw') return fail();
        if (pathname === '/reject') return failLater();
        if (pathname === '/stream' || pathname === '/endless') {
          return new Response(ReadableStream.from(chunks(endless(pathname))));
        }
        return new Response(null, { status: pathname === '/empty' ? 204 : 404 });
      }, options),
    ),
};

export const CELLS: readonly Cell[] = [
  nodeHttp,
  expressCell('Express 5', express),
  expressCell('Express 4', express4 as typeof express),
  koa,
  fastifyCell,
  honoOnNode,
  honoBehindTraced,
  honoOnFetch,
  fetchCell,
];
