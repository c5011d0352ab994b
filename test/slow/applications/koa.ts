import type { Application } from './application.js';
import { AT_START, sharedLoad, STATISTICS } from './common-places.js';

const BATCH = 'a batch that a timer writes';

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
      kind: 'an emitter on which other code emits',
      mend: "released.once('released', bind(() => run(query, callback)))",
    },
    {
      text: 'audit:',
      whose: 'another',
      kind: BATCH,
      mend: "batch.push(bind(() => console.log('audit:', order, what)))",
    },
    { text: 'audit batch of', whose: 'starter', kind: BATCH },
  ],
};
