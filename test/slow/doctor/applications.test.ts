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

/**
 * Where a pool of the application's own calls back in the context of another request, or one logs about each entry of a batch. They are
 * true, and stay: these applications are as people write them, and list such lines as places where an id is not that of its request.
 */
const WRONG: Readonly<Record<string, string>> = {
  'Express 5 in CommonJS with pino': 'routes/orders.js:51:9',
  'node:http in ES modules with winston': 'lib/routes.js:40:5',
  'Hono on @hono/node-server in TypeScript with the console': 'src/order-loader.ts:25:15',
};

const LATE = /^TL_DOC_LATE POST \/orders\S* goes on after its end$/m;

describe.each(APPLICATIONS)('$name', (application) => {
  const wrong = WRONG[application.name];

  it(`has ${wrong === undefined ? 'no finding' : `one finding, at ${wrong}`}`, async () => {
    const preload = [...entry('doctor'), ...entry('register')];
    const { port, hasWritten, stop } = await startApplication(application, preload, { THROUGHLINE_DOCTOR: 'text' });
    const answers = await sendRequests(port, requests, 80);
    const orders = requests.map(({ order }) => order);
    for (let waited = 0; waited < 10_000 && !hasWritten(orders); waited += 100) await sleep(100);
    const [, errors = ''] = await stop();
    const [, report = ''] = errors.split('throughline doctor: ');
    const [faults = '', notes = ''] = report.split('\nNotes, which are no faults\n');
    expect(faults.match(/--> \S+/g) ?? [], report).toEqual(wrong === undefined ? [] : [`--> ${wrong}`]);
    // Each does something in the background after it was sent an order. On a slow machine other code is late, too.
    expect(notes, report).toMatch(LATE);
    expect(answers.map(({ status }) => status)).toEqual(requests.map(({ status }) => status));
  });
});
