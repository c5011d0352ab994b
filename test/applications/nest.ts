import type { Application } from './application.js';
import { sharedLoad } from './common-places.js';
import type { Place } from './place.js';

const AT_START: readonly Place[] = [
  '[NestFactory]',
  '[InstanceLoader]',
  '[RoutesResolver]',
  '[RouterExplorer]',
  '[NestApplication]',
  '[Main]',
  'stopped',
].map((text) => ({ text, whose: 'nobody', why: 'The process starts and ends outside of every request.' }));

export const NEST: Application = {
  name: 'Nest in TypeScript with its own logger',
  folder: 'nest',
  start: ['--import', 'tsx', 'src/main.ts'],
  places: [
    ...AT_START,
    sharedLoad('loaded the price of'),
    {
      text: 'reads the history of',
      whose: 'another',
      why: 'A function that had to wait for its turn is called by the one that ends; what awaits its promise is right.',
      mend: 'connections.run(bind(work)).',
    },
    {
      text: 'invoice of',
      whose: 'nobody',
      why: 'An interval that began with the application does what requests leave for it.',
      mend: 'invoices.add keeps bind(() => this.write(order)) in place of the order.',
    },
  ],
};
