import type { Application } from './application.js';
import { AT_START, sharedLoad, STATISTICS } from './common-places.js';
import type { Place } from './place.js';

const PLACES: readonly Place[] = [
  ...AT_START,
  STATISTICS,
  sharedLoad('cache filled'),
  {
    text: 'invoice written',
    whose: 'another',
    kind: 'a queue whose first job starts its loop',
    mend: 'jobs.push keeps bind(() => handlers.get(name)(data)) in place of name and data',
  },
];

const HISTORY: readonly Place[] = ['history read', 'history sent'].map((text) => ({
  text,
  whose: 'another',
  kind: 'a pool that calls back',
  mend: 'await pool.query(text, values), or pool.query(text, values, bind(callback))',
}));

export const EXPRESS: Application = {
  name: 'Express 5 in CommonJS with pino',
  folder: 'express',
  start: ['server.js'],
  places: [...PLACES, ...HISTORY],
  service: {
    name: 'PostgreSQL',
    port: 5432,
    variables: { DATABASE_URL: 'postgres://postgres@127.0.0.1:5432/postgres' },
    places: PLACES, // register mends pg
  },
};
