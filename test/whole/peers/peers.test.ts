import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type IncomingMessage, request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, describe, expect, it } from 'vitest';

import { folderOf } from '../../support/frameworks/installed.js';
import { startProgram } from '../examples/start-example.js';

const OWN = join(import.meta.dirname, 'programs');
const INVALID = 'not an id; <b>';

/** Each program, by the name that the page has for it. */
const PEERS = {
  'AsyncLocalStorage by hand': 'async-local-storage.js',
  'cls-hooked': 'cls-hooked.js',
  'nestjs-cls': 'nestjs-cls.js',
  'Hono: `requestId`, `contextStorage`': 'hono.js',
  'Fastify: `@fastify/request-context`': 'fastify.js',
  OpenTelemetry: 'opentelemetry.cjs',
  evlog: 'evlog.js',
  Throughline: 'throughline.js',
};

/** An application that has the peers. */
const application = mkdtempSync(join(tmpdir(), 'peers-'));
cpSync(OWN, application, { recursive: true });
symlinkSync(join(folderOf('migrations'), 'node_modules'), join(application, 'node_modules'), 'junction');
writeFileSync(join(application, 'package.json'), '{ "type": "module" }');
afterAll(() => rmSync(application, { recursive: true }));

/** What code of a request saw. */
interface Ids {
  readonly path: string;
  readonly awaited: string | null;
  readonly end: string | null;
  readonly finish: string | null;
}

const isThroughline = (program: string): boolean => program === 'throughline.js';

/** The row of the page for this program, as it is observed. */
async function observe(program: string): Promise<string[]> {
  const folder = isThroughline(program) ? OWN : application;
  const { url, printed } = await startProgram(join(folder, program), folder);
  const [given, refused] = await Promise.all([post(`${url}/given`, 'request-1'), post(`${url}/invalid`, INVALID)]);

  const lines = (await printed(3)).filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Ids);
  const ids = lines.find(({ path }) => path === '/given') as Ids;
  const invalid = lines.find(({ path }) => path === '/invalid') as Ids;
  expect(ids.awaited).toBeTruthy();
  return [
    ids.awaited === 'request-1',
    ids.awaited === 'request-1' && invalid.awaited !== INVALID && refused.headers['x-request-id'] !== INVALID,
    given.headers['x-request-id'] === ids.awaited,
    ids.end === ids.awaited,
    ids.finish === ids.awaited,
  ].map((is) => (is ? 'yes' : 'no'));
}

/** Sends a body in two pieces, as a client far away does. */
async function post(url: string, id: string): Promise<IncomingMessage> {
  const request = send(url, { method: 'POST', headers: { 'content-type': 'text/plain', 'x-request-id': id } });
  request.write('a'.repeat(100_000));
  await sleep(5);
  request.end('b');
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return response;
}

const page = readFileSync('docs/guide/why.md', 'utf8');
const rows = page.split('\n').map((line) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim()),
);

describe('docs/guide/why.md says what each of the peers does', () => {
  it.each(Object.entries(PEERS))('%s', async (name, program) => {
    const row = rows.find(([first]) => first?.replace(/^\[(.*)\]\(.*\)$/, '$1') === name);
    expect(row?.slice(1)).toEqual(await observe(program));
  });

  it('and what nestjs-cls and evlog have that Throughline has not', async () => {
    const load = createRequire(join(application, 'package.json'));
    const nestjsCls = load('nestjs-cls') as object;
    expect(nestjsCls).toMatchObject({ InjectableProxy: expect.any(Function), ClsPluginBase: expect.any(Function) });
    const { exports } = load('evlog/package.json') as { exports: object };
    expect(Object.keys(exports)).toEqual(expect.arrayContaining(['./axiom', './datadog', './loki', './sentry']));
    expect(
      readFileSync(load.resolve('evlog/package.json').replace('package.json', 'dist/audit.d.mts'), 'utf8'),
    ).toMatch(/redact/i);
  });

  it('in the versions that the test has', () => {
    const { dependencies } = JSON.parse(readFileSync(`${folderOf('migrations')}/package.json`, 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const tested = [...page.matchAll(/`([@\w/-]+)@(\d[\d.]*)`/g)].map(([, name, version]) => [name, version]);
    expect(tested.length).toBeGreaterThan(5);
    expect(tested).toEqual(tested.map(([name]) => [name, dependencies[name as string]]));
  });

  it('and every program is in the table', () => {
    const programs = readdirSync(OWN).filter((name) => name !== 'watch.js');
    expect(programs).toEqual(Object.values(PEERS).toSorted());
  });
});
