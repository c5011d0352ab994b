// The doctor finds in whole applications, under load, what is wrong with them, nothing else, and changes no answer of theirs.
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import { APPLICATIONS } from '../applications/applications.js';
import { planRequests } from '../applications/planned-request.js';
import { sendRequests } from '../applications/send-requests.js';
import { startApplication } from '../applications/start-application.js';

const entry = (name: string): string[] => [
  '--import',
  pathToFileURL(`${import.meta.dirname}/../../../dist/esm/${name}/${name}.js`).href,
];
const requests = planRequests(300);

/** What the doctor is to find in an application, by places. */
interface Expected {
  /**
   * Where a pool of the application's own calls back in the context of another request, or one logs about each entry of a batch. It is
   * true, and stays: these applications are as people write them, and list such lines as places where an id is not that of its request.
   */
  readonly fault?: string;
  /** What each request does after it was answered. */
  readonly late: readonly string[];
  /**
   * What one request does for others, too: a batch, a limit, a timer of a cache, a worker that it began. Whether that request was
   * answered before is a matter of time.
   */
  readonly shared?: readonly string[];
}

const EXPECTED: Readonly<Record<string, Expected>> = {
  'Express 5 in CommonJS with pino': {
    fault: 'routes/orders.js:51:9',
    late: ['routes/orders.js:31:7', 'subscribers.js:12:24'],
    shared: ['subscribers.js:24:7'],
  },
  'Fastify in ES modules with its own logger': { late: ['plugins/events.js:15:26', 'routes/orders.js:23:34'] },
  'Koa in CommonJS with the console': {
    late: ['src/orders.js:28:30', 'src/subscribers.js:9:28'],
    shared: ['src/services/audit.js:20:50', 'src/services/prices.js:12:13'],
  },
  'Hono on @hono/node-server in TypeScript with the console': {
    fault: 'src/order-loader.ts:25:15',
    late: ['src/events.ts:15:28', 'src/orders.ts:82:11'],
  },
  'Nest in TypeScript with its own logger': {
    late: ['src/events.service.ts:31:34', 'src/orders.service.ts:27:34'],
    shared: ['src/orders.repository.ts:39:19'],
  },
  'node:http in ES modules with winston': {
    fault: 'lib/routes.js:40:5',
    late: ['lib/bus.js:9:24', 'lib/routes.js:21:7'],
  },
};

describe.each(APPLICATIONS)('$name', (application) => {
  const { fault, late, shared = [] } = EXPECTED[application.name] as Expected;

  it(`has ${fault === undefined ? 'no finding' : `one finding, at ${fault}`}, and notes of what is late`, async () => {
    const preload = [...entry('doctor'), ...entry('register')];
    const { port, hasWritten, stop } = await startApplication(application, preload, { THROUGHLINE_DOCTOR: 'text' });
    const answers = await sendRequests(port, requests, 80);
    const orders = requests.map(({ order }) => order);
    for (let waited = 0; waited < 10_000 && !hasWritten(orders); waited += 100) await sleep(100);
    const [, errors = ''] = await stop();
    const [, report = ''] = errors.split('throughline doctor: ');
    const [faults = '', notes = ''] = report.split('\nNotes, which are not faults\n');
    expect(placesIn(faults), report).toEqual(fault === undefined ? [] : [fault]);
    expect(new Set(notes.match(/^TL_DOC_\w+/gm)), report).toEqual(new Set(['TL_DOC_LATE']));
    const isShared = (place: string): boolean => shared.includes(place);
    expect(
      placesIn(notes).filter((place) => !isShared(place)),
      report,
    ).toEqual(late);
    expect(answers.map(({ status }) => status)).toEqual(requests.map(({ status }) => status));
  });
});

function placesIn(report: string): string[] {
  return (report.match(/(?<=--> )\S+/g) ?? []).toSorted();
}
