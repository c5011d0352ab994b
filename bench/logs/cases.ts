import { IncomingMessage, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';

import { pino } from 'pino';
import { accessLog } from 'throughline/access-log';
import { traced as tracedFetch } from 'throughline/fetch';
import { traced } from 'throughline/node-http';
import { mixin } from 'throughline/pino';
import { withLogContext } from 'throughline/winston';
import winston from 'winston';

/** Does this many operations, in the context of a request. */
type Case = (operations: number) => void | Promise<void>;

const sink = { write: (): void => {} };
const plain = pino({}, sink);
const mixed = pino({ mixin }, sink);

const FIELDS = {
  request_id: '0c5af3b2c4a94c4c8a1de0c1d2a7b9f1',
  trace_id: '0c5af3b2c4a94c4c8a1de0c1d2a7b9f1',
  span_id: 'b7ad6b7169203331',
  trace_flags: '02',
  method: 'GET',
  path: '/orders/1',
};
const child = plain.child(FIELDS);

const winstonLogger = (): winston.Logger =>
  winston.createLogger({
    format: winston.format.json(),
    transports: [new winston.transports.Stream({ stream: new Duplex({ read() {}, write: (_, __, done) => done() }) })],
  });
const plainWinston = winstonLogger();
const tracedWinston = withLogContext(winstonLogger());

const answer = (): Response => new Response('hello');
const listener = (_: IncomingMessage, response: ServerResponse): void => void response.end('hello');
const access = accessLog(() => {});

/** A request over a socket that is none, to its end. */
function request(listen: (request: IncomingMessage, response: ServerResponse) => void): Promise<unknown> {
  const socket = new Duplex({ read() {}, write: (_, __, done) => done() }) as never;
  const message = new IncomingMessage(socket);
  Object.assign(message, { method: 'GET', url: '/orders/1', httpVersionMajor: 1, httpVersionMinor: 1 });
  const response = new ServerResponse(message);
  response.assignSocket(socket);
  const finished = new Promise((resolve) => response.on('finish', resolve));
  listen(message, response);
  return finished;
}

const lines =
  (write: () => void): Case =>
  (operations) => {
    for (let i = 0; i < operations; i++) write();
  };

const requests =
  (send: () => Promise<unknown>): Case =>
  async (operations) => {
    for (let i = 0; i < operations; i++) await send();
  };

const fetched = (handle: (request: Request) => Promise<Response>) => async (): Promise<string> =>
  (await handle(new Request('http://host/orders/1'))).text();

const [tracedListener, loggedListener] = [traced(listener), traced(listener, access)];

export const CASES = {
  'pino, plain line': lines(() => plain.info('card charged')),
  'pino, the same fields by hand': lines(() => plain.info({ ...FIELDS }, 'card charged')),
  'pino, a child that is bound to them': lines(() => child.info('card charged')),
  'pino, mixin': lines(() => mixed.info('card charged')),
  'winston, plain line': lines(() => plainWinston.info('card charged')),
  'winston, the same fields by hand': lines(() => plainWinston.info('card charged', { ...FIELDS })),
  'winston, withLogContext': lines(() => tracedWinston.info('card charged')),
  'node:http, traced': requests(() => request(tracedListener)),
  'node:http, access log': requests(() => request(loggedListener)),
  'fetch, traced': requests(fetched(tracedFetch(answer))),
  'fetch, access log': requests(fetched(tracedFetch(answer, access))),
} satisfies Record<string, Case>;

export type CaseName = keyof typeof CASES;
