// Applications that do not know Throughline, started with it and without it: the id on every line that they log is compared
// with the id of the request that the line is about.
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

import type { Application } from './application.js';
import { APPLICATIONS } from './applications.js';
import { checkLines } from './check-lines.js';
import { HONO } from './hono.js';
import { KOA } from './koa.js';
import type { LogLine } from './log-line.js';
import { NEST } from './nest.js';
import { planRequests } from './planned-request.js';
import { runApplication } from './run-application.js';

const REGISTER = pathToFileURL(`${import.meta.dirname}/../../../dist/cjs/register/register.js`).href;
const FRESH = /^[0-9a-f]{32}$/;
const requests = planRequests(300);

describe.each(APPLICATIONS)('$name', (application) => {
  it('logs the id of the request on every line, with --import throughline/register', async () => {
    await expectRight(application);
  });

  it('knows nothing of it', () => {
    const folder = `${import.meta.dirname}/${application.folder}`;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(5);
    for (const { parentPath, name } of files) {
      const source = readFileSync(`${parentPath}/${name}`, 'utf8');
      expect(source, name).not.toMatch(/throughline|request[-_]?id|AsyncLocalStorage|async_hooks/i);
    }
  });

  it('logs no id without it', async () => {
    const { lines, answers } = await runApplication(application, [], requests);
    const ids = new Map(requests.map(({ order }) => [order, `client.${order}`]));
    const { right, problems } = checkLines(lines, ids, application.places);
    expect(right.size).toBe(0);
    expect(problems.length).toBeGreaterThan(requests.length);
    expect(answers.map(({ status }) => status)).toEqual(requests.map(({ status }) => status));
    expect(answers.filter(({ id }) => id !== undefined)).toEqual([]);
  });
});

const served = await Promise.all(
  APPLICATIONS.flatMap(async (application) => {
    const { service } = application;
    return service ? [{ application, service, isUp: await listens(service.port) }] : [];
  }),
);

describe.each(served.flat())('$application.name with $service.name', ({ application, service, isUp }) => {
  it.skipIf(!isUp)(
    `logs the id of the request on every line (skipped where ${service.name} is not on this machine)`,
    async () => {
      await expectRight({ ...application, places: service.places }, service.variables);
    },
  );
});

it.each([KOA, HONO, NEST])('$name logs nothing but JSON, with THROUGHLINE_CONSOLE=json', async (application) => {
  const lines = await expectRight(application, { THROUGHLINE_CONSOLE: 'json' });
  expect(lines.filter(({ fields }) => fields.length === 0)).toEqual([]);
});

it('has each place of an application in the guide', () => {
  const guide = readFileSync('docs/guide/shared-work.md', 'utf8');
  const places = APPLICATIONS.flatMap(({ places: own, service }) => [...own, ...(service?.places ?? [])]);
  expect(places.filter(({ kind }) => !guide.includes(`\n| ${kind} `))).toEqual([]);
});

async function expectRight(
  application: Application,
  variables?: Readonly<Record<string, string>>,
): Promise<readonly LogLine[]> {
  const { lines, answers } = await runApplication(application, ['--import', REGISTER], requests, variables);

  const ids = new Map<string, string>();
  requests.forEach(({ order, id, status }, i) => {
    const answer = answers[i];
    expect(answer?.status, order).toBe(status);
    if (id === undefined) expect(answer?.id).toMatch(FRESH);
    else if (status !== 0) expect(answer?.id).toBe(id);
    ids.set(order, id ?? answer?.id ?? '');
  });

  const { right, excused, problems } = checkLines(lines, ids, application.places);
  expect(problems.slice(0, 20)).toEqual([]);
  expect(new Set(ids.values()).size).toBe(requests.length);
  expect([...excused.keys()].toSorted()).toEqual(application.places.map(({ text }) => text).toSorted());
  expect([...right.keys()].toSorted()).toEqual(requests.map(({ order }) => order)); // each has lines
  return lines;
}

async function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
