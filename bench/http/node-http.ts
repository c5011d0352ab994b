import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { pino } from 'pino';
import { accessLog } from 'throughline/access-log';
import { traced } from 'throughline/node-http';
import { mixin } from 'throughline/pino';

import { byHand, readIdByHand } from './by-hand.js';
import { BARE, BY_HAND, OURS, peer, readOurId, type Side, TYPE, work } from './side.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type ListenerSide = Side<Listener>;

const SIDES: Readonly<Record<string, () => ListenerSide | Promise<ListenerSide>>> = {
  [BARE]: () => ({ install: (listener) => listener }),
  [BY_HAND]: () => ({
    install: (listener) => (request: IncomingMessage, response: ServerResponse) =>
      byHand(request, response, () => listener(request, response)),
    readId: readIdByHand,
  }),
  [OURS]: () => ({ install: (listener) => traced(listener), readId: readOurId }),
  'throughline, access log by pino': () => {
    const logger = pino({ mixin }, pino.destination({ dest: '/dev/null', sync: false }));
    return { install: (listener) => traced(listener, accessLog(logger)), readId: readOurId };
  },
  OpenTelemetry: () => peer('node-http', 'opentelemetry'),
  'pino-http': () => peer('node-http', 'pino-http'),
};

/** A bare `node:http` server. */
export async function nodeHttp(name: string): Promise<Server> {
  const side = await SIDES[name]!();
  const listener: Listener = async (_, response) => {
    const body = await work(side);
    response.setHeader('content-type', TYPE);
    response.end(body);
  };
  return createServer(side.install(listener) as Listener);
}
