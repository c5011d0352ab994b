import type { Server } from 'node:http';

import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { throughline } from 'throughline/hono';

import { byHand, readIdByHand } from './by-hand.js';
import { BARE, BY_HAND, OURS, peer, readOurId, type Side, TYPE, work } from './side.js';

type App = Hono<{ Bindings: HttpBindings }>;

const SIDES: Readonly<Record<string, () => Side<App> | Promise<Side<App>>>> = {
  [BARE]: () => ({ install() {} }),
  [BY_HAND]: () => ({
    install: (app) => app.use((c, next) => byHand(c.env.incoming, c.env.outgoing, next)),
    readId: readIdByHand,
  }),
  [OURS]: () => ({ install: (app) => app.use(throughline()), readId: readOurId }),
  'request-id and context-storage': () => peer('hono', 'request-id-and-context-storage'),
};

/** A server with Hono on its adapter for Node. */
export async function honoServer(name: string): Promise<Server> {
  const side = await SIDES[name]!();
  const app: App = new Hono();
  side.install(app);
  app.get('/', async (c) => c.body(await work(side), 200, { 'content-type': TYPE }));
  return createAdaptorServer({ fetch: app.fetch }) as Server;
}
