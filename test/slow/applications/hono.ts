import type { Application } from './application.js';
import { AT_START, sharedLoad, STATISTICS, worker } from './common-places.js';

export const HONO: Application = {
  name: 'Hono on @hono/node-server in TypeScript with the console',
  folder: 'hono',
  start: ['--import', 'tsx', 'src/index.ts'],
  places: [
    ...AT_START,
    STATISTICS,
    sharedLoad('prices: filled'),
    worker('invoice of', 'tasks.push(bind(task))'),
    {
      text: 'loader: loaded',
      whose: 'another',
      kind: 'one query for many requests (DataLoader)',
      mend: 'console.debug after await loadOrder(number)',
    },
  ],
};
