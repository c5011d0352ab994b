import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';

import fastify, { type FastifyInstance } from 'fastify';
import { throughline } from 'throughline/fastify';

import { byHand, readIdByHand } from '../by-hand.js';
import { served } from '../network/served.js';
import { peer, readOurId, type Side, type Sides, TYPE, work } from '../side.js';
import { BARE, BY_HAND, OURS, type Subject } from '../subject.js';

const REQUEST_CONTEXT = '@fastify/request-context';

const SIDES: Sides<FastifyInstance> = {
  [BARE]: () => ({ install() {} }),
  [BY_HAND]: () => ({
    install: (app) => app.addHook('onRequest', ({ raw }, reply, done) => byHand(raw, reply.raw, done)),
    readId: readIdByHand,
  }),
  [OURS]: () => ({ install: (app) => app.register(throughline()), readId: readOurId }),
  'cls-rtracer': () => peer('fastify', 'cls-rtracer'),
  [REQUEST_CONTEXT]: () => peer('fastify', 'request-context'),
};

/** A server with Fastify. */
async function serve(side: Side<FastifyInstance>, name: string): Promise<Server> {
  // The peer that takes its ids from Fastify needs good ones; the others leave Fastify as it is.
  const app =
    name === REQUEST_CONTEXT ? fastify({ requestIdHeader: 'x-request-id', genReqId: () => randomUUID() }) : fastify();
  side.install(app);
  app.get('/', async (_, reply) => {
    reply.type(TYPE);
    return work(side);
  });
  await app.ready();
  return app.server;
}

export const fastifyServer: Subject = {
  name: 'Fastify',
  sides: served(SIDES, serve),
  pairs: [
    [OURS, BY_HAND, 1.03],
    [OURS, 'cls-rtracer', 1.02],
    [OURS, REQUEST_CONTEXT, 1.02],
  ],
};
