import type { Application } from './application.js';
import { AT_START, sharedLoad, STATISTICS, worker } from './common-places.js';
import type { Place } from './place.js';

const PLACES: readonly Place[] = [
  ...AT_START,
  STATISTICS,
  sharedLoad('cache filled'),
  worker('invoice written', 'enqueue keeps bind(() => perform(job)) in place of the job'),
];

export const FASTIFY: Application = {
  name: 'Fastify in ES modules with its own logger',
  folder: 'fastify',
  start: ['server.js'],
  places: PLACES,
  service: { name: 'Redis', port: 6379, variables: { REDIS_URL: 'redis://127.0.0.1:6379' }, places: PLACES },
};
