import type { Application } from './application.js';
import { AT_START, atStart, sharedLoad, STATISTICS, worker } from './common-places.js';
import type { Place } from './place.js';

const HISTORY: readonly Place[] = ['history read', 'history sent'].map((text) => ({
  text,
  whose: 'another',
  kind: 'a pool that calls back',
  mend: 'waiting.push(bind(callback))',
}));

export const PLAIN_HTTP: Application = {
  name: 'node:http in ES modules with winston',
  folder: 'plain-http',
  start: ['server.js'],
  places: [
    ...AT_START,
    STATISTICS,
    atStart('bad request'), // the event clientError: a connection that ended in the middle of a body
    sharedLoad('cache filled'),
    ...HISTORY,
    worker('invoice written', 'orders.push(bind(() => invoice(order)))'),
  ],
};
