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
    why: 'The push that finds the queue idle starts the loop, which then does the jobs of the others in that context.',
    mend: 'jobs.push keeps bind(() => handlers.get(name)(data)) in place of name and data.',
  },
];

export const EXPRESS: Application = {
  name: 'Express 5 in CommonJS with pino',
  folder: 'express',
  start: ['server.js'],
  places: [
    ...PLACES,
    ...historyOf(
      'A callback that had to wait for a connection is called from the timer of the query before it.',
      'pool.query(text, values, bind(callback)).',
    ),
  ],
  service: {
    name: 'PostgreSQL',
    port: 5432,
    variables: { DATABASE_URL: 'postgres://postgres@127.0.0.1:5432/postgres' },
    places: [
      ...PLACES,
      ...historyOf(
        'pg calls a callback from its socket, in the context in which the connection was opened. Its promises are right.',
        'await pool.query(text, values), or bind(callback).',
      ),
    ],
  },
};

function historyOf(why: string, mend: string): readonly Place[] {
  return ['history read', 'history sent'].map((text) => ({ text, whose: 'another', why, mend }));
}
