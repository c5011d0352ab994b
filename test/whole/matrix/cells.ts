import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { createAdaptorServer, getRequestListener, type HttpBindings } from '@hono/node-server';
import express, { type ErrorRequestHandler } from 'express';
// @ts-expect-error The types of Express 5 serve: @types/express of version 4 cannot be installed beside them.
import express4 from 'express4';
import fastify, { type onRequestHookHandler } from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';

import { throughline as throughlineExpress } from '../../../src/adapters/express/index.js';
import { throughline as throughlineFastify } from '../../../src/adapters/fastify/index.js';
import { traced as tracedFetch } from '../../../src/adapters/fetch/index.js';
import { throughline as throughlineHono } from '../../../src/adapters/hono/index.js';
import { throughline as throughlineKoa } from '../../../src/adapters/koa/index.js';
import { traced as tracedNode } from '../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_ID, type TracingOptions } from '../../../src/index.js';
import { connectCell } from './connect-cell.js';
import { fetchServer } from './fetch-server.js';
import { hapiCell } from './hapi-cell.js';
import { H3_CELLS } from './h3-cells.js';
import { around, type Cell, listen, register, type Registered, serve, SERVER_OPTIONS } from './harness.js';
import { hear } from './hear.js';
import { NEST_CELLS } from './nest-cells.js';
import { addExpressParsers } from './parsers/express-parsers.js';
import { addFastifyParsers } from './parsers/fastify-parsers.js';
import { parseFetch } from './parsers/fetch-parsers.js';
import { addHonoParsers } from './parsers/hono-parsers.js';
import { parseNode } from './parsers/node-parsers.js';
import { chunks, echo, fail, failLater, leaveBehind } from './routes.js';

const NOT_NODE = 'nothing of the connection reaches a fetch handler';
const handled = (): string => `handled under ${CTX_REQUEST_ID.get()}`;
const endless = (path: string): boolean => path === '/endless';
const PARSED = new Set(['/json', '/form', '/upload']);

const nodeHttp: Cell = {
  name: 'node:http',
  start(options, registered) {
    const application = tracedNode(async (request, response) => {
      const path = request.url ?? '';
      if (path === '/listen') hear(request, response);
      if (PARSED.has(path)) return response.end(await parseNode(request, response));
      if (path === '/echo' || path === '/listen') return response.end(await echo(await text(request)));
      if (path === '/late') return response.end(leaveBehind());
      if (path === '/throw') return fail();
      if (path === '/reject') return failLater();
      if (path === '/stream' || path === '/endless') return Readable.from(chunks(endless(path))).pipe(response);
      response.statusCode = path === '/empty' ? 204 : path === '/same' ? 304 : 404;
      return response.end();
    }, options);
    const isTwice = registered !== undefined && registered !== 'once';
    return serve(isTwice ? tracedNode(application, options) : application);
  },
};

function expressCell(name: string, create: typeof express): Cell {
  return {
    name,
    errorsUnseen: 'middleware is not told of errors that others handle',
    start(options, registered) {
      const app = create();
      register(registered, () => app.use(throughlineExpress(options)));
      addExpressParsers(app, create);
      app.use('/listen', (request, response, next) => {
        hear(request, response);
        next();
      });
      app.post(['/echo', '/listen'], create.text({ limit: '1mb' }), async (request, response) => {
        response.send(await echo(request.body as string));
      });
      app.get('/late', (_, response) => void response.send(leaveBehind()));
      app.get('/throw', () => fail());
      app.get('/reject', (_, __, next) => void failLater().catch(next));
      for (const path of ['/stream', '/endless']) {
        app.get(path, (_, response) => void Readable.from(chunks(endless(path))).pipe(response));
      }
      app.get('/empty', (_, response) => void response.status(204).end());
      app.get('/same', (_, response) => void response.status(304).end());
      const onError: ErrorRequestHandler = (_error, _request, response, _next) => {
        response.status(500).send(handled());
      };
      app.use(onError);
      return serve(around(registered, app, options));
    },
  };
}

const koa: Cell = {
  name: 'Koa 3',
  errorsUnseen: 'the error middleware of the cell handles them first',
  start(options, registered) {
    const app = new Koa();
    app.silent = true;
    register(registered, () => app.use(throughlineKoa(options)));
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
      if (path === '/listen') hear(ctx.req, ctx.res);
      if (PARSED.has(path)) ctx.body = await parseNode(ctx.req, ctx.res);
      else if (path === '/echo' || path === '/listen') ctx.body = await echo(await text(ctx.req));
      else if (path === '/late') ctx.body = leaveBehind();
      else if (path === '/throw') fail();
      else if (path === '/reject') await failLater();
      else if (path === '/stream' || path === '/endless') ctx.body = Readable.from(chunks(endless(path)));
      else if (path === '/empty') ctx.status = 204;
      else if (path === '/same') ctx.status = 304;
    });
    const callback = app.callback();
    return serve(around(registered, (request, response) => void callback(request, response), options));
  },
};

const fastifyCell: Cell = {
  name: 'Fastify 5',
  async start(options, registered) {
    const app =
      registered === 'around too'
        ? fastify({ serverFactory: (listener) => createServer(SERVER_OPTIONS, tracedNode(listener, options)) })
        : fastify({ http: SERVER_OPTIONS });
    register(registered, () => app.register(throughlineFastify(options)));
    await addFastifyParsers(app);
    app.post('/echo', async (request) => echo(request.body as string));
    const onRequest: onRequestHookHandler = (request, reply, done) => {
      hear(request.raw, reply.raw);
      done();
    };
    app.post('/listen', { onRequest }, async (request) => echo(request.body as string));
    app.get('/late', async () => leaveBehind());
    app.get('/throw', () => fail());
    app.get('/reject', () => failLater());
    for (const path of ['/stream', '/endless']) {
      app.get(path, (_, reply) => reply.send(Readable.from(chunks(endless(path)))));
    }
    app.get('/empty', (_, reply) => reply.code(204).send());
    app.get('/same', (_, reply) => reply.code(304).send());
    app.setErrorHandler((_error, _request, reply) => reply.code(500).send(handled()));
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = app.server.address();
    return {
      port: (address as AddressInfo).port,
      server: app.server,
      async close() {
        app.server.closeAllConnections();
        await app.close();
      },
    };
  },
};

function honoApp(options: TracingOptions, registered?: Registered): Hono {
  const app = new Hono();
  register(registered, () => app.use(throughlineHono(options)));
  addHonoParsers(app);
  app.post('/listen', async (c) => {
    const { incoming, outgoing } = c.env as HttpBindings;
    hear(incoming, outgoing);
    return c.text(await echo(await c.req.text()));
  });
  app.post('/echo', async (c) => c.text(await echo(await c.req.text())));
  app.get('/late', (c) => c.text(leaveBehind()));
  app.get('/throw', () => fail());
  app.get('/reject', () => failLater());
  for (const path of ['/stream', '/endless']) {
    app.get(path, () => new Response(ReadableStream.from(chunks(endless(path)))));
  }
  app.get('/empty', (c) => c.body(null, 204));
  app.get('/same', (c) => c.body(null, 304));
  app.onError((_, c) => c.text(handled(), 500));
  return app;
}

const honoOnNode: Cell = {
  name: 'Hono 4 on its Node server',
  streamsOutside: 'the server reads the body after all middleware; trace its listener instead, as in the next cell',
  start(options, registered) {
    if (registered === 'around too') return honoBehindTraced.start(options);
    return listen(
      createAdaptorServer({ fetch: honoApp(options, registered).fetch, serverOptions: SERVER_OPTIONS }) as Server,
    );
  },
};

const honoBehindTraced: Cell = {
  name: 'Hono 4 on its Node server, whose listener is traced',
  start: (options, registered) => serve(tracedNode(getRequestListener(honoApp(options, registered).fetch), options)),
};

const honoOnFetch: Cell = {
  name: 'Hono 4 on fetch alone',
  notNode: NOT_NODE,
  start(options, registered) {
    const app = honoApp(options, registered);
    const handler = async (request: Request): Promise<Response> => app.fetch(request);
    return fetchServer(registered === 'around too' ? tracedFetch(handler, options) : handler);
  },
};

const fetchCell: Cell = {
  name: 'fetch handler',
  notNode: NOT_NODE,
  start(options, registered) {
    const handler = tracedFetch(async (request) => {
      const { pathname } = new URL(request.url);
      if (PARSED.has(pathname)) return new Response(await parseFetch(request));
      if (pathname === '/echo') return new Response(await echo(await request.text()));
      if (pathname === '/late') return new Response(leaveBehind());
      if (pathname === '/throw') return fail();
      if (pathname === '/reject') return failLater();
      if (pathname === '/stream' || pathname === '/endless') {
        return new Response(ReadableStream.from(chunks(endless(pathname))));
      }
      return new Response(null, { status: pathname === '/empty' ? 204 : pathname === '/same' ? 304 : 404 });
    }, options);
    const isTwice = registered !== undefined && registered !== 'once';
    return fetchServer(isTwice ? tracedFetch(handler, options) : handler);
  },
};

export const CELLS: readonly Cell[] = [
  nodeHttp,
  expressCell('Express 5', express),
  expressCell('Express 4', express4 as typeof express),
  connectCell,
  koa,
  fastifyCell,
  honoOnNode,
  honoBehindTraced,
  honoOnFetch,
  fetchCell,
  ...H3_CELLS,
  ...NEST_CELLS,
  hapiCell,
];
