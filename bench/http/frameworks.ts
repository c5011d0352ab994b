import { createServer, type Server } from 'node:http';

import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { throughline as throughlineExpress } from 'throughline/express';
import { throughline as throughlineFastify } from 'throughline/fastify';
import { throughline as throughlineHono } from 'throughline/hono';
import { throughline as throughlineKoa } from 'throughline/koa';
import { traced } from 'throughline/node-http';

import { byHand } from './by-hand.js';

/** The same server three times: as it is, with what one would write by hand, and traced by this package. */
export const SIDES = ['bare', 'by hand', 'throughline'] as const;
export type Side = (typeof SIDES)[number];

const BODY = '{"hello":"world"}';
const TYPE = 'application/json';

/** A server of each framework that answers with a small JSON; not listening yet. */
export const FRAMEWORKS: Readonly<Record<string, (side: Side) => Server | Promise<Server>>> = {
  'node:http'(side) {
    const listener: Parameters<typeof traced>[0] = (_, response) => {
      response.setHeader('content-type', TYPE);
      response.end(BODY);
    };
    if (side === 'throughline') return createServer(traced(listener));
    if (side === 'bare') return createServer(listener);
    return createServer((request, response) => byHand(request, response, () => listener(request, response)));
  },

  express(side) {
    const app = express();
    if (side === 'throughline') app.use(throughlineExpress());
    if (side === 'by hand') app.use((request, response, next) => byHand(request, response, next));
    app.get('/', (_, response) => void response.type(TYPE).send(BODY));
    return createServer(app);
  },

  async fastify(side) {
    const app = fastify();
    if (side === 'throughline') app.register(throughlineFastify());
    if (side === 'by hand') app.addHook('onRequest', ({ raw }, reply, done) => byHand(raw, reply.raw, done));
    app.get('/', (_, reply) => reply.type(TYPE).send(BODY));
    await app.ready();
    return app.server;
  },

  koa(side) {
    const app = new Koa();
    if (side === 'throughline') app.use(throughlineKoa());
    if (side === 'by hand') app.use((ctx, next) => byHand(ctx.req, ctx.res, next));
    app.use((ctx) => {
      ctx.type = TYPE;
      ctx.body = BODY;
    });
    const callback = app.callback();
    return createServer((request, response) => void callback(request, response));
  },

  hono(side) {
    const app = new Hono<{ Bindings: HttpBindings }>();
    if (side === 'throughline') app.use(throughlineHono());
    if (side === 'by hand') app.use((c, next) => byHand(c.env.incoming, c.env.outgoing, next));
    app.get('/', (c) => c.body(BODY, 200, { 'content-type': TYPE }));
    return createAdaptorServer({ fetch: app.fetch }) as Server;
  },
};
