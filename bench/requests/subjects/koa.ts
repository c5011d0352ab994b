import { createServer, type Server } from 'node:http';

import Koa from 'koa';
import { throughline } from 'throughline/koa';

import { byHand, readIdByHand } from '../by-hand.js';
import { served } from '../network/served.js';
import { peer, readOurId, type Side, type Sides, TYPE, work } from '../side.js';
import { BARE, BY_HAND, OURS, type Subject } from '../subject.js';

const SIDES: Sides<Koa> = {
  [BARE]: () => ({ install() {} }),
  [BY_HAND]: () => ({
    install: (app) => app.use((ctx, next) => byHand(ctx.req, ctx.res, next)),
    readId: readIdByHand,
  }),
  [OURS]: () => ({ install: (app) => app.use(throughline()), readId: readOurId }),
  'cls-rtracer': () => peer('koa', 'cls-rtracer'),
};

/** A server with Koa. */
async function serve(side: Side<Koa>): Promise<Server> {
  const app = new Koa();
  side.install(app);
  app.use(async (ctx) => {
    ctx.type = TYPE;
    ctx.body = await work(side);
  });
  const callback = app.callback();
  return createServer((request, response) => void callback(request, response));
}

export const koa: Subject = {
  name: 'Koa',
  sides: served(SIDES, serve),
  pairs: [
    [OURS, BY_HAND, 1.03],
    [OURS, 'cls-rtracer', 1.02],
  ],
};
