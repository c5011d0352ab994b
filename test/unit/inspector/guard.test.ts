import { request } from 'node:http';

import { expect, it } from 'vitest';

import type { Collector } from '../../../src/inspector/collector/collector.js';
import { collecting } from '../../support/inspector/collecting.js';
import { fakeAgent, started } from '../../support/inspector/fake-agent.js';
import { until } from '../../support/until.js';

/** The status, and the headers, of an answer; unlike `fetch`, this sends any header. */
function asked(
  { address }: Collector,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const sending = request(address + path, { headers, method }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    sending.on('error', reject).end();
  });
}

it('answers whoever has the token, and nobody else', async () => {
  const collector = await collecting();
  const { token, ingest } = collector;
  const sent = ingest.split('#')[1] as string;
  const statusOf = async (headers: Record<string, string>): Promise<number> =>
    (await asked(collector, '/api/status', headers)).status;
  expect(await statusOf({ authorization: `Bearer ${token}` })).toBe(200);
  expect(await statusOf({})).toBe(401);
  expect(await statusOf({ authorization: `Bearer ${token.slice(1)}` })).toBe(401);
  expect(await statusOf({ authorization: `Bearer ${sent}` })).toBe(401); // who sends may not read
});

it('takes the token of the printed address once, and a cookie from then on', async () => {
  const collector = await collecting();
  const { status, headers } = await asked(collector, `/?token=${collector.token}`, {});
  expect([status, headers['location']]).toEqual([303, '/']);
  const [cookie = ''] = headers['set-cookie'] as string[];
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Path=\/$/);
  const given = { cookie: cookie.split(';')[0] as string };
  for (const site of ['same-origin', 'none'])
    expect((await asked(collector, '/api/status', { ...given, 'sec-fetch-site': site })).status).toBe(200);
  expect((await asked(collector, '/api/status', { ...given, 'x-throughline-inspector': '1' })).status).toBe(200);
  expect((await asked(collector, '/api/status', given)).status).toBe(401); // no browser
  expect((await asked(collector, '/?token=other', {})).status).toBe(401);
});

it('has a cookie that is no bearer token, for browsers send it to all servers of this machine', async () => {
  const collector = await collecting();
  const { headers } = await asked(collector, `/?token=${collector.token}`, {});
  const value = /=([^;]+)/.exec((headers['set-cookie'] as string[])[0] as string)?.[1] as string;
  expect(value).not.toContain(collector.token);
  for (const site of [{}, { 'sec-fetch-site': 'same-origin' }])
    expect((await asked(collector, '/api/status', { authorization: `Bearer ${value}`, ...site })).status).toBe(401);
  expect((await asked(collector, `/?token=${value}`, {})).status).toBe(401);
});

it.each([
  ['a name that leads here', { host: 'evil.example:4319' }],
  ['no port', { host: 'localhost' }],
  ['another site', { origin: 'http://evil.example' }],
  ['an origin without a site', { origin: 'null' }],
  ['another port of this machine', { origin: 'http://localhost:1' }],
  ['a script of another site', { 'sec-fetch-site': 'cross-site' }],
  ['a script of another port', { 'sec-fetch-site': 'same-site' }],
])('refuses %s, also with the token', async (_, headers) => {
  const collector = await collecting();
  const authorization = `Bearer ${collector.token}`;
  for (const path of ['/', '/api/requests', '/api/events'])
    expect((await asked(collector, path, { authorization, ...headers })).status).toBe(403);
  expect((await asked(collector, '/v1/traces', { authorization, ...headers }, 'POST')).status).toBe(403);
});

it('says with everything that it may run and frame nothing else', async () => {
  const collector = await collecting();
  for (const path of ['/', '/api/status', '/nowhere', '//', '/v1/traces']) {
    const { headers } = await asked(collector, path, { authorization: `Bearer ${collector.token}` });
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self'") as string,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  }
});

it('changes nothing without the header that no form can send', async () => {
  const collector = await collecting();
  const agent = await fakeAgent(collector.ingest, [started(1), { type: 'end', request: 1, at: 1 }]);
  await until(() => [...collector.store.newest()][0]?.state === 'ended');
  const authorization = `Bearer ${collector.token}`;
  expect((await asked(collector, '/api/requests', { authorization }, 'DELETE')).status).toBe(400);
  expect((await asked(collector, '/api/requests/1/replay', { authorization }, 'POST')).status).toBe(400);
  expect(collector.store.held).toBe(1);
  const meant = { authorization, 'x-throughline-inspector': '1' };
  expect((await asked(collector, '/api/requests', meant, 'DELETE')).status).toBe(204);
  expect(collector.store.held).toBe(0);
  await agent.end();
});

it.each(['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/a/b.js', '/.hidden.js', '/app.ts'])(
  'has no file %s',
  async (path) => {
    const collector = await collecting({ page: `${import.meta.dirname}/../../..` });
    expect((await asked(collector, path, { authorization: `Bearer ${collector.token}` })).status).toBe(404);
  },
);

it('takes no connection of an agent without its token', async () => {
  const collector = await collecting();
  const other = await fakeAgent(collector.ingest.replace(/#.*/, `#${collector.token}`), [started(1)]);
  const agent = await fakeAgent(collector.ingest, [started(2)]);
  await until(() => collector.store.held > 0);
  expect([...collector.store.newest()].map(({ start }) => start.request)).toEqual([2]);
  await Promise.all([agent.end(), other.end()]);
});
