import type { Application } from './application.js';
import { AT_START, sharedLoad, STATISTICS } from './common-places.js';
import type { Place } from './place.js';

const HISTORY: readonly Place[] = ['history read', 'history sent'].map((text) => ({
  text,
  whose: 'another',
  why: 'A callback that had to wait for a connection is called by the one who releases it.',
  mend: 'acquire(bind(callback)).',
}));

export const PLAIN_HTTP: Application = {
  name: 'node:http in ES modules with winston',
  folder: 'plain-http',
  start: ['server.js'],
  places: [
    ...AT_START,
    STATISTICS,
    sharedLoad('cache filled'),
    {
      text: 'bad request',
      whose: 'nobody',
      why: 'The event clientError is about a connection: here one that ended in the middle of a body.',
    },
    ...HISTORY,
    {
      text: 'invoice written',
      whose: 'nobody',
      why: 'The worker is a loop that began with the application; it takes up what requests leave for it.',
      mend: 'orders.push(bind(() => invoice(order))), which the worker calls.',
    },
  ],
};
