import type { Application } from './application.js';
import { AT_START, sharedLoad, STATISTICS } from './common-places.js';

export const KOA: Application = {
  name: 'Koa in CommonJS with the console',
  folder: 'koa',
  start: ['src/index.js'],
  places: [
    ...AT_START,
    STATISTICS,
    sharedLoad('prices: loaded'),
    sharedLoad('prices: dropped'),
    {
      text: 'db: history of',
      whose: 'another',
      why: 'A query that found no connection free is tried again, and its callback called, by the query that releases one.',
      mend: "released.once('released', bind(() => run(query, callback))), or bind(callback).",
    },
    {
      text: 'audit:',
      whose: 'another',
      why: 'Entries are written by a timer, which the first entry of the batch started.',
      mend: 'audit.record keeps bind(() => console.log(…)) in place of the entry.',
    },
    {
      text: 'audit batch of',
      whose: 'starter',
      why: 'The batch has entries of many requests; the timer runs in the context of the first. Nothing is to be mended.',
    },
  ],
};
