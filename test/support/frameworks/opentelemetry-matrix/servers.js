// A server of each framework. `work(n)` is what an application does for the request `/work/<n>`; `options` are those of its adapter,
// `undefined` where it has none.
'use strict';
const { createServer } = require('node:http');

const adapters = `${__dirname}/../../../../dist/cjs/adapters`;
const adapter = (name) => require(`${adapters}/${name}/index.js`).throughline;

/** The number of a request in its path. */
const numberOf = (path) => Number(/\/work\/(\d+)/.exec(path)[1]);

/** Reads the body, and says where its end and that of the response are seen. */
function watch(request, response, n, { say }) {
  response.on('finish', () => say(n, 'finish'));
  response.on('close', () => say(n, 'close'));
  return new Promise((resolve) => {
    request.on('data', () => say(n, 'data'));
    request.on('end', () => {
      say(n, 'end');
      resolve();
    });
  });
}

exports.servers = {
  http(application, options) {
    const { traced } = require(`${adapters}/node-http/index.js`);
    const listener = async (request, response) => {
      const n = numberOf(request.url);
      await watch(request, response, n, application);
      response.end(await application.work(n));
    };
    return createServer(options === undefined ? listener : traced(listener, options));
  },

  connect(application, options) {
    const app = require('connect')();
    if (options !== undefined) app.use(adapter('express')(options));
    app.use((_request, _response, next) => setTimeout(next, 1));
    app.use('/work', async (request, response) => {
      const n = numberOf(request.originalUrl);
      response.end(await application.work(n));
    });
    return createServer(app);
  },

  express(application, options) {
    const express = require('express');
    const app = express();
    if (options !== undefined) app.use(adapter('express')(options));
    app.use((request, _response, next) => {
      application.say(numberOf(request.path), 'middleware');
      setTimeout(next, 1);
    });
    const router = express.Router();
    router.post('/:n', express.text({ type: () => true }), async (request, response) => {
      response.send(await application.work(Number(request.params.n)));
    });
    app.use('/work', router);
    return createServer(app);
  },

  koa(application, options) {
    const Koa = require('koa');
    const app = new Koa();
    if (options !== undefined) app.use(adapter('koa')(options));
    app.use(async (context, next) => {
      application.say(numberOf(context.path), 'middleware');
      await next();
      application.say(numberOf(context.path), 'middleware, after');
    });
    app.use(async (context) => {
      context.body = await application.work(numberOf(context.path));
    });
    return createServer(app.callback());
  },

  async fastify(application, options) {
    const app = require('fastify')();
    if (options !== undefined) app.register(adapter('fastify')(options));
    app.addHook('preHandler', async (request) => application.say(Number(request.params.n), 'hook'));
    app.post('/work/:n', (request) => application.work(Number(request.params.n)));
    await app.ready();
    return app.server;
  },

  async hono(application, options, isInstrumented) {
    const { getRequestListener } = await import('@hono/node-server');
    const { Hono } = await import('hono');
    const app = new Hono();
    if (options !== undefined) app.use(adapter('hono')(options));
    if (isInstrumented) app.use((await import('@hono/otel')).httpInstrumentationMiddleware());
    app.use(async (c, next) => {
      application.say(numberOf(c.req.path), 'middleware');
      await next();
      application.say(numberOf(c.req.path), 'middleware, after');
    });
    app.post('/work/:n', async (c) => c.text(await application.work(Number(c.req.param('n')))));
    return createServer(getRequestListener(app.fetch));
  },

  async nest(application, options) {
    const { Controller, Module, Param, Post } = require('@nestjs/common');
    const { NestFactory } = require('@nestjs/core');
    class Works {
      work(n) {
        return application.work(Number(n));
      }
    }
    Controller('work')(Works);
    Post(':n')(Works.prototype, 'work', Object.getOwnPropertyDescriptor(Works.prototype, 'work'));
    Param('n')(Works.prototype, 'work', 0);
    function Root() {}
    const imports = options === undefined ? [] : [adapter('nest')(options)];
    Module({ controllers: [Works], imports })(Root);
    const app = await NestFactory.create(Root, { logger: false, bodyParser: false });
    await app.init();
    return app.getHttpServer();
  },
};
