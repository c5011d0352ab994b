import { createServer, type Server } from 'node:http';

import express, { type Express } from 'express';
import { accessLog } from 'throughline/access-log';
import { throughline } from 'throughline/express';

import { byHand, readIdByHand } from '../by-hand.js';
import { served } from '../network/served.js';
import { peer, readOurId, type Side, type Sides, TYPE, work } from '../side.js';
import { silentLogger } from '../silent-logger.js';
import { BARE, BY_HAND, LOGGED, OURS, type Subject } from '../subject.js';

const SIDES: Sides<Express> = {
  [BARE]: () => ({ install() {} }),
  [BY_HAND]: () => ({
    install: (app) => app.use((request, response, next) => byHand(request, response, next)),
    readId: readIdByHand,
  }),
  [OURS]: () => ({ install: (app) => app.use(throughline()), readId: readOurId }),
  'cls-rtracer': () => peer('express', 'cls-rtracer'),
  [LOGGED]: () => ({ install: (app) => app.use(throughline(accessLog(silentLogger()))), readId: readOurId }),
  evlog: () => peer('express', 'evlog'),
  'express-http-context': () => peer('express', 'express-http-context'),
};

/** A server with Express 5. */
async function serve(side: Side<Express>): Promise<Server> {
  const app = express();
  side.install(app);
  app.get('/', async (_, response) => void response.type(TYPE).send(await work(side)));
  return createServer(app);
}

export const expressServer: Subject = {
  name: 'Express',
  sides: served(SIDES, serve),
  pairs: [
    [OURS, BY_HAND, 1.03],
    [OURS, 'cls-rtracer', 1.02],
    [OURS, 'express-http-context', 1.02],
    [LOGGED, 'evlog', 1],
  ],
};
