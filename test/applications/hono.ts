import type { Application } from './application.js';
import { AT_START, sharedLoad, STATISTICS } from './common-places.js';

export const HONO: Application = {
  name: 'Hono on @hono/node-server in TypeScript with the console',
  folder: 'hono',
  start: ['--import', 'tsx', 'src/index.ts'],
  places: [
    ...AT_START,
    STATISTICS,
    sharedLoad('prices: filled'),
    {
      text: 'loader: loaded',
      whose: 'another',
      why: 'One query answers many requests, in the context of the first; what they do with its answer is right.',
      mend: 'Log after await loadOrder(number), or keep bind(resolve) and log in that.',
    },
    {
      text: 'invoice of',
      whose: 'nobody',
      why: 'An interval that began with the application does what requests leave for it.',
      mend: 'schedule(bind(task)).',
    },
  ],
};
