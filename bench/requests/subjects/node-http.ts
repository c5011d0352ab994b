import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { accessLog } from 'throughline/access-log';
import { traced } from 'throughline/node-http';
import { OpenTelemetrySpan } from 'throughline/opentelemetry';

import { byHand, readIdByHand } from '../by-hand.js';
import { served } from '../network/served.js';
import { peer, readOurId, type Side, type Sides, TYPE, work } from '../side.js';
import { registerSpans } from '../register-spans.js';
import { silentLogger } from '../silent-logger.js';
import { BARE, BY_HAND, LOGGED, OURS, type Subject } from '../subject.js';

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const SPANS = 'throughline, OpenTelemetrySpan';

const SIDES: Sides<Listener> = {
  [BARE]: () => ({ install: (listener) => listener }),
  [BY_HAND]: () => ({
    install: (listener) => (request: IncomingMessage, response: ServerResponse) =>
      byHand(request, response, () => listener(request, response)),
    readId: readIdByHand,
  }),
  [OURS]: () => ({ install: (listener) => traced(listener), readId: readOurId }),
  [LOGGED]: () => ({ install: (listener) => traced(listener, accessLog(silentLogger())), readId: readOurId }),
  [SPANS]: () => {
    registerSpans();
    return { install: (listener) => traced(listener, { span: OpenTelemetrySpan }), readId: readOurId };
  },
  OpenTelemetry: () => peer('node-http', 'opentelemetry-spans'),
  'OpenTelemetry, nothing sampled': () => peer('node-http', 'opentelemetry'),
  'pino-http': () => peer('node-http', 'pino-http'),
};

/** A bare `node:http` server. */
function serve(side: Side<Listener>): Server {
  const listener: Listener = async (_, response) => {
    const body = await work(side);
    response.setHeader('content-type', TYPE);
    response.end(body);
  };
  return createServer(side.install(listener) as Listener);
}

export const nodeHttp: Subject = {
  name: 'node:http',
  sides: served(SIDES, serve),
  pairs: [
    [OURS, BY_HAND, 1.06],
    [LOGGED, 'pino-http', 1],
    [OURS, 'OpenTelemetry, nothing sampled', 1],
    [SPANS, 'OpenTelemetry', 1],
  ],
};
