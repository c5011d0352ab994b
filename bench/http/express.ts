import { createServer, type Server } from 'node:http';

import express, { type Express } from 'express';
import { throughline } from 'throughline/express';

import { byHand, readIdByHand } from './by-hand.js';
import { BARE, BY_HAND, OURS, peer, readOurId, type Side, TYPE, work } from './side.js';

const SIDES: Readonly<Record<string, () => Side<Express> | Promise<Side<Express>>>> = {
  [BARE]: () => ({ install() {} }),
  [BY_HAND]: () => ({
    install: (app) => app.use((request, response, next) => byHand(request, response, next)),
    readId: readIdByHand,
  }),
  [OURS]: () => ({ install: (app) => app.use(throughline()), readId: readOurId }),
  'cls-rtracer': () => peer('express', 'cls-rtracer'),
  'express-http-context': () => peer('express', 'express-http-context'),
};

/** A server with Express 5. */
export async function expressServer(name: string): Promise<Server> {
  const side = await SIDES[name]!();
  const app = express();
  side.install(app);
  app.get('/', async (_, response) => void response.type(TYPE).send(await work(side)));
  return createServer(app);
}
