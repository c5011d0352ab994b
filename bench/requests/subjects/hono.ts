import type { Server } from 'node:http';

import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { throughline } from 'throughline/hono';

import { byHand, readIdByHand } from '../by-hand.js';
import { served } from '../network/served.js';
import { peer, readOurId, type Side, type Sides, TYPE, work } from '../side.js';
import { BARE, BY_HAND, OURS, type Subject } from '../subject.js';

type App = Hono<{ Bindings: HttpBindings }>;

const SIDES: Sides<App> = {
  [BARE]: () => ({ install() {} }),
  [BY_HAND]: () => ({
    install: (app) => app.use((c, next) => byHand(c.env.incoming, c.env.outgoing, next)),
    readId: readIdByHand,
  }),
  [OURS]: () => ({ install: (app) => app.use(throughline()), readId: readOurId }),
  'request-id and context-storage': () => peer('hono', 'request-id-and-context-storage'),
};

/** A server with Hono on its adapter for Node. */
async function serve(side: Side<App>): Promise<Server> {
  const app: App = new Hono();
  side.install(app);
  app.get('/', async (c) => c.body(await work(side), 200, { 'content-type': TYPE }));
  return createAdaptorServer({ fetch: app.fetch }) as Server;
}

export const hono: Subject = {
  name: 'Hono',
  sides: served(SIDES, serve),
  pairs: [
    [OURS, BY_HAND, 1.03],
    [OURS, 'request-id and context-storage', 1.02],
  ],
};
