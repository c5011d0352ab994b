import type { Application } from './application.js';
import { atStart, sharedLoad, worker } from './common-places.js';

const AT_START = [
  '[NestFactory]',
  '[InstanceLoader]',
  '[RoutesResolver]',
  '[RouterExplorer]',
  '[NestApplication]',
  '[Main]',
  'stopped',
].map(atStart);

export const NEST: Application = {
  name: 'Nest in TypeScript with its own logger',
  folder: 'nest',
  start: ['--import', 'tsx', 'src/main.ts'],
  places: [
    ...AT_START,
    sharedLoad('loaded the price of'),
    worker('invoice of', 'invoices.add keeps bind(() => this.write(order)) in place of the order'),
    {
      text: 'reads the history of',
      whose: 'another',
      kind: 'functions that wait for their turn (a limit)',
      mend: 'connections.run(bind(work))',
    },
  ],
};
