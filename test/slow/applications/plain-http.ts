import type { Application } from './application.js';
import { AT_START, sharedLoad, STATISTICS, worker } from './common-places.js';
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
    // The event clientError: a connection that ended in the middle of a body, or before the response could be written.
    { text: 'bad request', whose: 'connection', kind: '`clientError` of a server' },
    sharedLoad('cache filled'),
    ...HISTORY,
    worker('invoice written', 'orders.push(bind(() => invoice(order)))'),
  ],
};
