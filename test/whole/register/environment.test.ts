import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { describe, expect, it, onTestFinished } from 'vitest';

import { REGISTERED, runNode } from '../../support/run-node.js';
import { appPath, serveApp } from './serve-app.js';

const get = (url: string, headers: Record<string, string> = {}): Promise<Response> => fetch(url, { headers });

describe('the environment', () => {
  it.each([
    ['an unknown variable', 'THROUGHLINE_TRUSTED', 'ignore'],
    ['a wrong value', 'THROUGHLINE_TRUST', 'no'],
    ['a wrong origin', 'THROUGHLINE_PROPAGATE', 'example.com'],
  ])('with %s starts nothing', async (_, name, value) => {
    const run = runNode([...REGISTERED, appPath('plain.mjs')], { [name]: value });
    const { code, stdout, stderr } = await run.ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`The option "${name}" must be`);
    expect(stderr).toContain("code: 'TL_ERR_INVALID_OPTION'");
  });

  it('chooses what is trusted, and the headers', async () => {
    const app = await serveApp('plain.mjs', REGISTERED, {
      THROUGHLINE_REQUEST_HEADER: 'X-Correlation-Id',
      THROUGHLINE_RESPONSE_HEADER: 'x-trace',
    });
    const sent = await get(`${app.url}/1`, { 'x-correlation-id': 'mine', 'x-request-id': 'other' });
    expect([sent.headers.get('x-trace'), sent.headers.get('x-request-id')]).toEqual(['mine', null]);

    const careful = await serveApp('plain.mjs', REGISTERED, { THROUGHLINE_TRUST: 'ignore' });
    const fresh = await get(`${careful.url}/1`, { 'x-request-id': 'mine' });
    expect(fresh.headers.get('x-request-id')).toMatch(/^[\da-f]{32}$/);

    const silent = await serveApp('plain.mjs', REGISTERED, { THROUGHLINE_RESPONSE_HEADER: 'off' });
    expect((await get(`${silent.url}/1`, { 'x-request-id': 'mine' })).headers.get('x-request-id')).toBeNull();
    await silent.find(/^\[mine\]/);
  });

  it('chooses which requests are skipped', async () => {
    const app = await serveApp('plain.mjs', REGISTERED, { THROUGHLINE_SKIP: '/health,/static/*' });
    const idOf = async (path: string): Promise<string | null> =>
      (await get(app.url + path)).headers.get('x-request-id');
    expect(await Promise.all(['/health', '/static/1'].map(idOf))).toEqual([null, null]);
    expect(await idOf('/healthy')).not.toBeNull();
    const [line] = await app.find(/.*marker=health read/);
    expect(line).toBe('[-] marker=health read');
  });

  it('writes every line of the console as JSON, from the first one on', async () => {
    const app = await serveApp('plain.mjs', REGISTERED, { THROUGHLINE_CONSOLE: 'json' });
    await (await get(`${app.url}/1`, { 'x-request-id': 'mine' })).text();
    await app.find(/marker=1 closed/);
    const entries = (await app.stop()).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries[0]).toMatchObject({ level: 'info', message: expect.stringContaining('listening on') });
    expect(entries).toContainEqual(expect.objectContaining({ message: 'marker=1 closed', request_id: 'mine' }));
    expect(entries).toContainEqual(expect.objectContaining({ level: 'error', message: 'marker=1 read' }));
  });

  it('leaves the console alone', async () => {
    const app = await serveApp('plain.mjs', REGISTERED, { THROUGHLINE_CONSOLE: 'off' });
    await (await get(`${app.url}/1`, { 'x-request-id': 'mine' })).text();
    await app.find(/^marker=1 closed/);
    await app.find(/"request_id":"mine".*marker=1 charged/);
  });

  it('asks for an access log, each line of which is one of its request', async () => {
    const app = await serveApp('plain.mjs', REGISTERED, { THROUGHLINE_ACCESS_LOG: 'on' });
    await (await get(`${app.url}/%s/1?secret=1`, { 'x-request-id': 'mine' })).text();
    await app.find(/^\[mine\] GET \/%s\/1 200 2 bytes \d+(\.\d+)? ms$/);
  });

  it('lists where requests to others carry the id', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers);
      response.end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const to = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;

    for (const origins of [`https://api.example.com, ${to}`, 'https://api.example.com']) {
      const app = await serveApp('calls.mjs', REGISTERED, { THROUGHLINE_PROPAGATE: origins, TO: to });
      await (await get(app.url, { 'x-request-id': 'mine' })).text();
      await app.stop();
    }
    expect(seen.map((headers) => headers['x-request-id'])).toEqual(['mine', 'mine', undefined, undefined]);
    expect(seen[0]?.['traceparent']).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-0[0-3]$/);
  });
});
