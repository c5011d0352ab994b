import { once } from 'node:events';

import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

import { burst, expectIds } from '../../support/register-burst.js';
import { REGISTERED } from '../../support/run-node.js';
import { serveApp } from './serve-app.js';

describe('an application that uses Throughline itself', () => {
  it.each([
    ['imported', REGISTERED],
    ['required', ['--require', 'throughline/register']],
    ['of the other build', ['--import', './dist/esm/register/register.js']],
  ])('has each request traced once, by register, %s', async (_, flags) => {
    const app = await serveApp('explicit.mjs', flags);
    await burst(app.url);
    const fresh = await fetch(`${app.url}/fresh`);
    expect(fresh.headers.get('x-request-id')).toMatch(/^[\da-f]{32}$/);
    await expectIds(app, 3);
    const printed = app.lines.join('\n');
    expect(printed).not.toMatch(/false|the hook of/);
    expect(printed.match(/TL_WARN_REGISTERED/g)).toHaveLength(1);
  });

  it('has each connection of ws traced once, and each message as a task of its own', async () => {
    const app = await serveApp('explicit.mjs');
    const socket = new WebSocket(app.url.replace('http', 'ws'), { headers: { 'x-request-id': 'mine' } });
    await once(socket, 'open');
    const answers: string[] = [];
    for (let i = 0; i < 2; i++) {
      socket.send('hello');
      answers.push(String(((await once(socket, 'message')) as [Buffer])[0]));
    }
    expect(answers.map((answer) => answer.split(' ')[0])).toEqual(['mine', 'mine']);
    expect(new Set(answers).size).toBe(2);
    socket.close();
    await app.find(/^\[mine\] closed by mine/);
    expect((await app.stop()).join('\n')).not.toContain('the hook of');
  });

  it('is joined by a fetch handler: one request, one id, and the trust of register', async () => {
    const app = await serveApp('fetch-handler.mjs', REGISTERED, { THROUGHLINE_TRUST: 'ignore' });
    const response = await fetch(`${app.url}/a/b?c`, { headers: { 'x-request-id': 'evil' } });
    const id = response.headers.get('x-request-id');
    expect(id).toMatch(/^[\da-f]{32}$/);
    expect(await response.text()).toBe(`${id} ${id}`);
    const queued = await fetch(`${app.url}/queued`, { headers: { 'x-request-id': 'evil' } });
    expect(await queued.text()).toMatch(/^[\da-f]{32} [\da-f]{32}$/);
    expect((await app.stop()).join('\n')).not.toContain('evil');
  });

  it('has its own options where it is not registered', async () => {
    const app = await serveApp('explicit.mjs', []);
    expect((await fetch(`${app.url}/fresh`)).headers.get('x-request-id')).toBe('fresh-by-express');
    await app.find(/the hook of express/);
    expect((await app.stop()).join('\n')).not.toContain('TL_WARN');
  });
});
