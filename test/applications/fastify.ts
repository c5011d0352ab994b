import type { Application } from './application.js';
import { AT_START, sharedLoad, STATISTICS } from './common-places.js';
import type { Place } from './place.js';

const PLACES: readonly Place[] = [
  ...AT_START,
  STATISTICS,
  sharedLoad('cache filled'),
  {
    text: 'invoice written',
    whose: 'nobody',
    why: 'The worker is a loop that began with the application; it takes up what requests leave for it.',
    mend: 'enqueue keeps bind(() => perform(job)) in place of the job.',
  },
];

export const FASTIFY: Application = {
  name: 'Fastify in ES modules with its own logger',
  folder: 'fastify',
  start: ['server.js'],
  places: PLACES,
  service: { name: 'Redis', port: 6379, variables: { REDIS_URL: 'redis://127.0.0.1:6379' }, places: PLACES },
};
