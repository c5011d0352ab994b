import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';

import { accessLog } from '../../../src/access-log/index.js';
import { traced as tracedFetch } from '../../../src/adapters/fetch/index.js';
import { traced } from '../../../src/adapters/node-http/index.js';
import { warned } from '../../../src/core/storage.js';
import { until } from '../../support/until.js';

/** What a logger may throw: among it what throws again where somebody looks at it. */
const THROWN: Readonly<Record<string, () => unknown>> = {
  'an error': () => new Error('disk full'),
  nothing: () => undefined,
  'an error without a stack': () =>
    Object.defineProperty(new Error('no stack'), 'stack', {
      get() {
        throw new Error('stack');
      },
    }),
  'a revoked proxy'() {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
};

const uncaught: unknown[] = [];
const note = (...args: unknown[]): void => void uncaught.push(args);
beforeAll(() => void process.on('uncaughtException', note).on('unhandledRejection', note));
afterAll(() => void process.off('uncaughtException', note).off('unhandledRejection', note));
beforeEach(() => {
  uncaught.length = 0;
  warned.clear(); // each test warns anew
});

const listener = ({ url }: IncomingMessage, response: ServerResponse): unknown => {
  if (url === '/throw') throw new Error('application');
  if (url === '/reject') return Promise.reject(new Error('application'));
  if (url === '/silent') return undefined;
  if (url === '/silent') return undefined;
  return url === '/endless' ? response.write('a') : response.end('fine');
};

/** Sends five requests: they finish, fail, and are aborted before and after their head has come. */
async function sendAll(server: Server): Promise<void> {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const path of ['/', '/throw', '/reject'])
    await (await fetch(origin + path, { method: 'POST', body: 'x' })).text();
  for (const path of ['/silent', '/endless']) {
    const arrived = once(server, 'request');
    const sent = request(origin + path, { method: 'POST' }).on('error', () => {});
    sent.write('x');
    await (path === '/silent' ? arrived : once(sent, 'response'));
    sent.destroy();
  }
}

it.each(Object.keys(THROWN).flatMap((thrown) => ['throws', 'rejects'].map((how) => [how, thrown] as const)))(
  'nothing is uncaught where a logger %s with %s, and the console too',
  async (how, thrown) => {
    let lines = 0;
    const fail = (): never => {
      throw THROWN[thrown]!();
    };
    const write = how === 'throws' ? () => (lines++, fail()) : async () => (lines++, fail());
    const options = accessLog({ info: write, warn: write, error: write });
    const shown = vi.spyOn(console, 'error').mockImplementation(fail);
    onTestFinished(() => shown.mockRestore());

    const server = createServer(traced(listener, options)).listen(0);
    onTestFinished(() => server.close().closeAllConnections());
    await once(server, 'listening');
    await sendAll(server);
    const handle = tracedFetch(() => Promise.reject(new Error('application')), options);
    await (await handle(new Request('http://host/'))).text();

    await until(() => lines === 6);
    await sleep(20);
    expect(uncaught).toEqual([]);
  },
);
