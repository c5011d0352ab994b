import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Dispatcher } from 'undici';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { propagate } from '../../../../../src/propagation/index.js';
import { asUser, USER } from '../../../../support/as-user.js';
import { handlerOf, LEFT_OUT, VERSIONS } from './versions.js';

let origin: string;
let stop: () => void;
/** What the server has got: the path, the id and the baggage. */
let arrived: string[];

/** Answers a while after it has got all of a request. */
const answer: RequestListener = (incoming, response) =>
  incoming.resume().once('end', () => void sleep(2).then(() => response.end('x')));

async function serve(listener = answer): Promise<string> {
  const server = createServer((request, response) => {
    const { 'x-request-id': id = '-', baggage = '-' } = request.headers;
    arrived.push(`${request.url} ${String(id)} ${String(baggage)}`);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeEach(async () => {
  arrived = [];
  origin = await serve();
  stop = propagate({ to: /http:.*/ });
  onTestFinished(() => stop());
});

describe.each(VERSIONS)(`undici %s: whose request it is${LEFT_OUT}`, (version, { Agent, Client, Pool, request }) => {
  const dispatch = (dispatcher: Dispatcher, options: object, handler?: Dispatcher.DispatchHandler): Promise<unknown> =>
    new Promise((resolve) => {
      dispatcher.dispatch(options as never, handler ?? handlerOf(version, resolve));
      if (handler !== undefined) resolve(undefined);
    });

  const destroyed = (dispatcher: Dispatcher): Dispatcher => {
    onTestFinished(() => dispatcher.destroy().catch(() => {}));
    return dispatcher;
  };

  it('one object of options, the first time for a client that is destroyed', async () => {
    const options = { path: '/', method: 'GET' };
    const dead = new Client(origin);
    await dead.destroy();
    await asUser('A', () => dispatch(dead, options));
    await asUser('B', () => dispatch(destroyed(new Client(origin)), options));
    expect(arrived).toEqual(['/ B user=B']);
  });

  // Version 7 wraps the handler before anything can see whose it is.
  it('never who asked with the same options before, where an application calls with what an interceptor has seen', async () => {
    let seen: object | undefined;
    const agent = destroyed(
      new Agent({ connections: 1 }).compose((next: Dispatcher['dispatch']) => (options, handler) => {
        seen ??= options;
        return next(options, handler);
      }),
    );
    const call = (id: string) =>
      asUser(id, async () => {
        const { body } = await agent.request({ ...seen, origin, path: `/${id}`, method: 'GET' });
        await body.dump();
      });
    await call('A');
    await Promise.all(['B', 'C'].map(call));
    const others = version === '7' ? ['/B - -', '/C - -'] : ['/B B user=B', '/C C user=C'];
    expect(arrived.toSorted()).toEqual(['/A A user=A', ...others]);
  });

  it('one object of options and one handler for all who wait in a pool', async () => {
    const pool = destroyed(new Pool(origin, { connections: 1 }));
    const options = Object.freeze({ path: '/', method: 'GET' });
    const users = Array.from({ length: 20 }, (_, i) => `U${i}`);
    await new Promise<void>((resolve) => {
      let left = users.length;
      const handler = handlerOf(version, () => --left === 0 && resolve());
      for (const user of users) void asUser(user, () => dispatch(pool, options, handler));
    });
    expect(arrived.toSorted()).toEqual(users.map((user) => `/ ${user} user=${user}`).toSorted());
  });

  it('who waits in a pool that another user destroys, and is sent elsewhere with new options', async () => {
    const other = destroyed(new Agent());
    const pool = new Pool(await serve(() => {}), { connections: 1 });
    const elsewhere = (user: string): Promise<unknown> =>
      new Promise((resolve) => {
        const handler = handlerOf(version, () => resolve(dispatch(other, { origin, path: `/${user}`, method: 'GET' })));
        pool.dispatch({ path: `/first/${user}`, method: 'GET' }, handler);
      });
    const sent = ['A', 'B', 'C'].map((user) => asUser(user, () => elsewhere(user)));
    await sleep(20);
    await asUser('X', () => pool.destroy());
    await Promise.all(sent);
    const second = arrived.filter((line) => !line.startsWith('/first'));
    expect(second).toHaveLength(3);
    for (const line of second) expect(line).toMatch(/^\/(\w) (\1 user=\1|- -)$/);
  });

  it('nobody, when a listener is told that a client is free', async () => {
    const client = destroyed(new Client(origin));
    const drained = new Promise((resolve) => {
      client.once('drain', () => resolve(dispatch(client, { path: '/drained', method: 'GET' })));
    });
    await Promise.all(
      ['A', 'B'].map((user) => asUser(user, () => dispatch(client, { path: `/${user}`, method: 'GET' }))),
    );
    await drained;
    expect(arrived.toSorted()).toEqual(['/A A user=A', '/B B user=B', '/drained - -']);
  });

  it('nobody known, when an interceptor makes the options of one from those of another', async () => {
    let template: object | undefined;
    const agent = destroyed(new Agent()).compose((next) => (options, handler) => {
      template ??= options;
      return next({ ...options, ...template, path: options.path }, handler);
    });
    for (const user of ['A', 'B'])
      await asUser(user, () => dispatch(agent, { origin, path: `/${user}`, method: 'GET' }));
    expect(arrived).toEqual(['/A A user=A', '/B - -']);
  });

  it('an interceptor that has one queue for all keeps who asked by the handler, whatever the options', async () => {
    const waiting: [string, Dispatcher.DispatchHandler][] = [];
    const agent = destroyed(new Agent()).compose((next) => (options, handler) => {
      const flush = (): void =>
        waiting.splice(0).forEach(([path, given]) => void next({ origin, path, method: 'GET' }, given));
      if (waiting.push([options.path, handler]) === 1) setTimeout(flush, 5);
      return true;
    });
    await Promise.all(
      ['A', 'B', 'C'].map((user) => asUser(user, () => dispatch(agent, { origin, path: `/${user}`, method: 'GET' }))),
    );
    expect(arrived.toSorted()).toEqual(['/A A user=A', '/B B user=B', '/C C user=C']);
  });

  it("a task that is nobody's after one that is somebody's", async () => {
    const agent = destroyed(new Agent({ connections: 1 }));
    await Promise.all([
      asUser('A', async () => (await request(`${origin}/A`, { dispatcher: agent })).body.text()),
      request(`${origin}/nobody`, { dispatcher: agent }).then(({ body }) => body.text()),
    ]);
    expect(arrived.toSorted()).toEqual(['/A A user=A', '/nobody - -']);
  });

  it('the callbacks of a handler are in the context of its request', async () => {
    const client = destroyed(new Client(origin, { pipelining: 2 }));
    const told: string[] = [];
    await Promise.all(
      ['A', 'B', 'C'].map((user) =>
        asUser(user, () => {
          return new Promise((resolve) => {
            const handler = handlerOf(version, () => resolve(told.push(`${user} ${USER.get()}`)));
            client.dispatch({ path: '/', method: 'GET' }, handler);
          });
        }),
      ),
    );
    expect(told.toSorted()).toEqual(['A A', 'B B', 'C C']);
  });
});

describe.each(VERSIONS)(
  `undici %s: what an application sees stays as it is${LEFT_OUT}`,
  (version, { Agent, Client, Pool, request }) => {
    /** All that the classes of its dispatchers consist of. */
    function parts(): unknown[][] {
      const all: unknown[][] = [];
      for (const { prototype } of [Agent, Client, Pool]) {
        for (let at: object = prototype; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
          for (const key of Reflect.ownKeys(at)) all.push([key, Object.getOwnPropertyDescriptor(at, key)]);
        }
      }
      return all;
    }

    it('nothing is left of it after the last route, also in what was composed', async () => {
      stop();
      const before = parts();
      stop = propagate({ to: origin });
      const agent = new Agent().compose((next) => next);
      onTestFinished(() => agent.destroy());
      const send = async (): Promise<string> => (await request(origin, { dispatcher: agent })).body.text();
      await asUser('A', send);
      expect(parts()).not.toEqual(before);
      stop();
      expect(parts()).toEqual(before);
      await asUser('A', send);
      expect(arrived).toEqual(['/ A user=A', '/ - -']);
    });

    it('options are not changed, handlers come as they are, and what interceptors share stays one object', async () => {
      const seen: unknown[][] = [];
      const spy =
        (next: Dispatcher.Dispatch): Dispatcher.Dispatch =>
        (options, handler) => {
          seen.push([options, handler]);
          return next(options, handler);
        };
      const agent = new Agent().compose(spy, (next) => next, spy);
      onTestFinished(() => agent.destroy());
      const options = { origin, path: '/', method: 'GET' } as const;
      await asUser('A', async () => (await agent.request(options)).body.text());
      expect(Reflect.ownKeys(options)).toEqual(['origin', 'path', 'method']);
      expect(seen).toHaveLength(2);
      expect(seen[0]![0]).toBe(seen[1]![0]);
      expect(seen[0]![1]).toBe(seen[1]![1]);
    });

    it('options of a class are handed on as they are', async () => {
      class Options {
        readonly #path = '/private';
        readonly method = 'GET';
        get path(): string {
          return this.#path;
        }
      }
      const client = new Client(origin);
      onTestFinished(() => client.destroy());
      await asUser(
        'A',
        () =>
          new Promise((resolve) => {
            client.dispatch(new Options(), handlerOf(version, resolve));
          }),
      );
      expect(arrived).toEqual(['/private A user=A']);
    });
  },
);
