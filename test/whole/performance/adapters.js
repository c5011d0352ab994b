// A server of each adapter, by its framework: bare, or traced. Its handler calls `onHandle`, then answers.
import { createServer } from 'node:http';

import { createAdaptorServer } from '@hono/node-server';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { throughline as forExpress } from 'throughline/express';
import { throughline as forFastify } from 'throughline/fastify';
import { throughline as forHono } from 'throughline/hono';
import { throughline as forKoa } from 'throughline/koa';
import { throughline as forNest } from 'throughline/nest';
import { traced } from 'throughline/node-http';

/** @type {Record<string, (isTraced: boolean, onHandle: () => void) => import('node:http').Server | Promise<import('node:http').Server>>} */
export const ADAPTERS = {
  'node:http': (isTraced, onHandle) => {
    const listener = (_, response) => {
      onHandle();
      response.end('hello');
    };
    return createServer(isTraced ? traced(listener) : listener);
  },
  Express: (isTraced, onHandle) => {
    const app = express();
    if (isTraced) app.use(forExpress());
    app.get('/', (_, response) => {
      onHandle();
      response.send('hello');
    });
    return createServer(app);
  },
  Fastify: async (isTraced, onHandle) => {
    const app = fastify();
    if (isTraced) app.register(forFastify());
    app.get('/', (_, reply) => {
      onHandle();
      reply.send('hello');
    });
    await app.ready();
    return app.server;
  },
  Hono: (isTraced, onHandle) => {
    const app = new Hono();
    if (isTraced) app.use(forHono());
    app.get('/', (c) => {
      onHandle();
      return c.text('hello');
    });
    return createAdaptorServer({ fetch: app.fetch });
  },
  Koa: (isTraced, onHandle) => {
    const app = new Koa();
    if (isTraced) app.use(forKoa());
    app.use((ctx) => {
      onHandle();
      ctx.body = 'hello';
    });
    return createServer(app.callback());
  },
  Nest: async (isTraced, onHandle) => {
    class AppController {
      hello() {
        onHandle();
        return 'hello';
      }
    }
    const { prototype } = AppController;
    Get()(prototype, 'hello', Object.getOwnPropertyDescriptor(prototype, 'hello'));
    Controller()(AppController);
    function AppModule() {}
    Module({ imports: isTraced ? [forNest()] : [], controllers: [AppController] })(AppModule);
    const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
    await app.init();
    return app.getHttpServer();
  },
};
