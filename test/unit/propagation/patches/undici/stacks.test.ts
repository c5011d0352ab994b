import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { propagate } from '../../../../../src/propagation/index.js';
import { asUser } from '../../../../support/as-user.js';
import { CUSTOM, ownInterceptors } from './interceptors.js';
import { handlerOf, LEFT_OUT, type Undici, VERSIONS } from './versions.js';

const USERS = 40;

interface Arrived {
  readonly user: string;
  readonly id: string | undefined;
  readonly baggage: string | undefined;
}

let origin: string;
let arrived: Arrived[] = [];
const seen = new Map<string, number>();

/** Fails the first time, redirects, ends the connection or answers, as the path says. */
const server = createServer((request, response) => {
  const { url = '', headers } = request;
  arrived.push({ user: url.split('/')[2]!, ...carriedBy(headers) });
  const times = (seen.get(url) ?? 0) + 1;
  seen.set(url, times);
  void sleep(Math.random() * 3).then(() => {
    if (url.startsWith('/broken') && times === 1) return request.socket.destroy();
    if (url.startsWith('/redirect')) response.writeHead(307, { location: url.replace('redirect', 'retry') });
    else if (url.startsWith('/retry') && times === 1) response.writeHead(503);
    return response.end('x');
  });
});

function carriedBy(headers: IncomingMessage['headers']): Pick<Arrived, 'id' | 'baggage'> {
  return { id: headers['x-request-id'] as string | undefined, baggage: headers['baggage'] as string | undefined };
}

let stop: () => void;
beforeAll(async () => {
  server.listen(0);
  await once(server, 'listening');
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  stop = propagate({ to: (url) => url.port === new URL(origin).port });
});
afterAll(() => {
  stop();
  server.close();
  server.closeAllConnections();
});

/** Long enough: some stacks never end, in undici 6 a dump below what asks twice. */
const ENOUGH = 2000;

/** Many users at once, each in a context of his own. Whether his request succeeds is not of interest here. */
async function burst(send: (user: string, path: string) => Promise<unknown>): Promise<void> {
  arrived = [];
  const paths = ['ok', 'redirect', 'retry', 'broken'];
  const all = Promise.all(
    Array.from({ length: USERS }, (_, i) => {
      const user = randomUUID();
      return asUser(user, () => send(user, `/${paths[i % paths.length]}/${user}`).catch(() => {}));
    }),
  );
  await Promise.race([all, sleep(ENOUGH)]);
  expect(arrived.length).toBeGreaterThan(0);
  for (const { user, id, baggage } of arrived) expect({ id, baggage }).toEqual({ id: user, baggage: `user=${user}` });
}

type Dispatcher = import('undici').Dispatcher;

const bases = (undici: Undici): Record<string, () => Dispatcher> => ({
  'Agent of one connection': () => new undici.Agent({ connections: 1 }),
  'Agent of two, pipelining': () => new undici.Agent({ connections: 2, pipelining: 4 }),
  Pool: () => new undici.Pool(origin, { connections: 1 }),
  Client: () => new undici.Client(origin),
  BalancedPool: () => new undici.BalancedPool(origin, { connections: 1 }),
  RetryAgent: () =>
    new undici.RetryAgent(new undici.Agent({ connections: 1 }), { minTimeout: 1, maxRetries: 2, statusCodes: [503] }),
  'Agent of composed clients': () =>
    new undici.Agent({
      factory: (url, options) => new undici.Pool(url, { ...options, connections: 1 }).compose(),
    }),
});

/** One object for the options of all users that have the same path and headers: none of their own. */
const ways: Record<
  string,
  (dispatcher: Dispatcher, undici: Undici, options: Options, version: string) => Promise<unknown>
> = {
  request: async (dispatcher, _undici, options) => (await dispatcher.request(options)).body.text(),
  'undici.request': async (dispatcher, undici, { path, headers }) =>
    (await undici.request(`${origin}${path}`, { dispatcher, headers })).body.text(),
  fetch: async (dispatcher, undici, { path, headers }) =>
    (await undici.fetch(`${origin}${path}`, { dispatcher, headers })).text(),
  dispatch: (dispatcher, _undici, options, version) =>
    new Promise<void>((resolve) => {
      dispatcher.dispatch(
        options,
        handlerOf(version, () => resolve()),
      );
    }),
};

interface Options {
  readonly origin: string;
  readonly path: string;
  readonly method: 'GET';
  readonly headers: Record<string, string>;
}

describe.each(VERSIONS)(`undici %s: users who share a dispatcher${LEFT_OUT}`, (version, undici) => {
  const all = { ...ownInterceptors(undici), ...CUSTOM };
  const stack = fc.uniqueArray(fc.constantFrom(...Object.keys(all)), { maxLength: 4 });
  const base = fc.constantFrom(...Object.keys(bases(undici)));
  const way = fc.constantFrom(...Object.keys(ways));

  it('each request carries what is of its user, through any stack of interceptors', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(base, stack, way, async (dispatcherName, names, wayName) => {
      const basis = bases(undici)[dispatcherName]!();
      const dispatcher = basis.compose(names.map((name) => all[name]!() as never));
      const send = ways[wayName]!;
      await burst((user, path) =>
        send(dispatcher, undici, { origin, path, method: 'GET', headers: { 'x-user': user } }, version),
      );
      await basis.destroy();
    });
    await fc.assert(property, { numRuns: 25, endOnFailure: true });
  });
});
