import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { runInNewContext } from 'node:vm';

import express from 'express';
import { describe, expect, it } from 'vitest';

import { throughline } from '../../../src/adapters/express/index.js';
import { ContextVar } from '../../../src/index.js';
import { startExample } from './start-example.js';

const ADA = { 'x-request-id': 'request-1', authorization: 'Bearer token-of-ada' };
const GRACE = { 'x-request-id': 'request-2', authorization: 'Bearer token-of-grace' };

type Line = Record<string, unknown>;

/** The answers to two requests at once, and the lines of each as they were printed, by its id. */
async function askTwice(
  name: string,
  one: Record<string, string>,
  two: Record<string, string>,
  lines = 2,
): Promise<{ answers: string[]; printed: string[] }> {
  const { url, printed } = await startExample(`recipes/${name}`);
  const ask = async (path: string, headers: Record<string, string>): Promise<string> =>
    (await fetch(url + path, { headers })).text();
  const answers = await Promise.all([ask('/one', one), ask('/beta', two)]);
  const own: string[] = [];
  for (let count = lines; own.length < lines; count++) {
    own.splice(0, own.length, ...(await printed(count)).filter((line) => line.includes('request-')));
  }
  return { answers, printed: own.toSorted((a, b) => (idIn(a) < idIn(b) ? -1 : 1)) };
}

const idIn = (line: string): string => /request-\d/.exec(line)![0];
const parse = (line: string): Line => JSON.parse(line) as Line;

describe('recipes: two requests at once', () => {
  it('tenant: each reads its own orders', async () => {
    const keys = [
      { ...ADA, 'x-api-key': 'key-of-acme' },
      { ...GRACE, 'x-api-key': 'key-of-globex' },
    ] as const;
    const { answers, printed } = await askTwice('tenant', ...keys);
    expect(answers).toEqual(['orders of acme', 'orders of globex']);
    expect(printed.map(parse)).toMatchObject([
      { message: 'orders read', request_id: 'request-1', tenant: 'acme' },
      { message: 'orders read', request_id: 'request-2', tenant: 'globex' },
    ]);
  });

  it('user: each has its own user, in functions and in lines', async () => {
    const { answers, printed } = await askTwice('user', ADA, GRACE);
    expect(answers).toEqual(['Ada: deleted', 'Grace: not allowed']);
    expect(printed.map(parse)).toMatchObject([
      { message: 'order deleted', request_id: 'request-1', user_id: 1 },
      { message: 'order kept', request_id: 'request-2', user_id: 2 },
    ]);
  });

  it('feature-flags: each sees its own flags, and a part of the work others', async () => {
    const { answers, printed } = await askTwice('feature-flags', ADA, GRACE);
    expect(answers).toEqual(['10\n', '8\n']);
    expect(printed).toEqual(['request-1 charged 10, regular 10', 'request-2 charged 8, regular 10']);
  });

  it('audit-log: each entry names who did it', async () => {
    const { printed } = await askTwice('audit-log', ADA, GRACE);
    expect(printed.map(parse)).toMatchObject([
      { actor: 'ada', action: 'refund', request_id: 'request-1', address: '127.0.0.1', order: 7 },
      { actor: 'grace', action: 'refund', request_id: 'request-2' },
    ]);
  });

  it('one-event-per-request: each event has what its own code noted', async () => {
    const { printed } = await askTwice('one-event-per-request', ADA, GRACE);
    expect(printed.map(parse)).toMatchObject([
      { request_id: 'request-1', order: 'one', card: 'visa', status: 200, failed: false },
      { request_id: 'request-2', order: 'beta', card: 'visa', status: 200, failed: false },
    ]);
    for (const line of printed) expect(parse(line)['charge_ms']).toBeTypeOf('number');
  });

  it.each(readdirSync('examples/recipes'))('%s has a page', (file) => {
    expect(existsSync(`docs/recipes/${file.replace('.ts', '.md')}`)).toBe(true);
  });
});

/** The answers, each with its status, to requests at once to an application with the lines for Express of docs/recipes/<name>.md. */
async function askExpress(
  name: string,
  variable: string,
  values: Map<string, string>,
  requests: Record<string, string>[],
): Promise<string[]> {
  const middleware = /```js\n(.*?)```/s.exec(readFileSync(`docs/recipes/${name}.md`, 'utf8'))![1]!;
  const value = new ContextVar<string>(name);
  const app = express().use(throughline());
  runInNewContext(middleware, { app, [variable]: value, [`${variable}S`]: values });
  app.get('/', async (_request, response) => {
    await new Promise((resolve) => void setTimeout(resolve, 5));
    response.send(value.get());
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (headers: Record<string, string>): Promise<string> => {
    const response = await fetch(url, { headers });
    return `${response.status} ${await response.text()}`;
  };
  const answers = await Promise.all(requests.map(ask));
  server.close();
  server.closeAllConnections();
  return answers;
}

describe('recipes: with Express', () => {
  it('tenant: the middleware of the page gives each request its own', async () => {
    const tenants = new Map([
      ['key-of-acme', 'acme'],
      ['key-of-globex', 'globex'],
    ]);
    const requests = [{ 'x-api-key': 'key-of-acme' }, { 'x-api-key': 'key-of-globex' }, {}];
    const answers = await askExpress('tenant', 'TENANT', tenants, requests);
    expect(answers).toEqual(['200 acme', '200 globex', '401 Unauthorized']);
  });

  it('user: the middleware of the page gives each request its own', async () => {
    const users = new Map([
      ['token-of-ada', 'Ada'],
      ['token-of-grace', 'Grace'],
    ]);
    const requests = [{ authorization: 'Bearer token-of-ada' }, { authorization: 'Bearer token-of-grace' }, {}];
    const answers = await askExpress('user', 'USER', users, requests);
    expect(answers).toEqual(['200 Ada', '200 Grace', '401 Unauthorized']);
  });
});
