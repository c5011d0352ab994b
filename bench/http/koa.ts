import { createServer, type Server } from 'node:http';

import Koa from 'koa';
import { throughline } from 'throughline/koa';

import { byHand, readIdByHand } from './by-hand.js';
import { BARE, BY_HAND, OURS, peer, readOurId, type Side, TYPE, work } from './side.js';

const SIDES: Readonly<Record<string, () => Side<Koa> | Promise<Side<Koa>>>> = {
  [BARE]: () => ({ install() {} }),
  [BY_HAND]: () => ({
    install: (app) => app.use((ctx, next) => byHand(ctx.req, ctx.res, next)),
    readId: readIdByHand,
  }),
  [OURS]: () => ({ install: (app) => app.use(throughline()), readId: readOurId }),
  'cls-rtracer': () => peer('koa', 'cls-rtracer'),
};

/** A server with Koa. */
export async function koaServer(name: string): Promise<Server> {
  const side = await SIDES[name]!();
  const app = new Koa();
  side.install(app);
  app.use(async (ctx) => {
    ctx.type = TYPE;
    ctx.body = await work(side);
  });
  const callback = app.callback();
  return createServer((request, response) => void callback(request, response));
}
