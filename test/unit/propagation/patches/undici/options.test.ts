import { setTimeout as sleep } from 'node:timers/promises';

import type { Dispatcher } from 'undici';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { propagate } from '../../../../../src/propagation/index.js';
import { asUser } from '../../../../support/as-user.js';
import { record, type Recorder } from '../../../../support/recorder.js';
import { forwarding } from './interceptors.js';
import { handlerOf, LEFT_OUT, VERSIONS } from './versions.js';

let server: Recorder;
beforeEach(async () => {
  server = await record((_incoming, response) => void sleep(2).then(() => response.end('x')));
  onTestFinished(propagate({ to: server.origin }));
});

/** Whose each request was by its path, and whose by its id and by its baggage. */
function arrived(): string[] {
  return server.received
    .map(({ url, all }) => `${url} ${all('x-request-id').join() || '-'} ${all('baggage').join() || '-'}`)
    .toSorted();
}

type Hold = (options: Dispatcher.DispatchOptions) => Dispatcher.DispatchOptions;

/** Holds requests back until a timer of the first, and makes other options of theirs. */
function holding(change: Hold): Dispatcher.DispatcherComposeInterceptor {
  const waiting: (() => void)[] = [];
  return (next) => (options, handler) => {
    const own = change(options);
    const flush = (): void => waiting.splice(0).forEach((send) => send());
    if (waiting.push(() => next(own, forwarding(handler as never))) === 1) setTimeout(flush, 3);
    return true;
  };
}

class Options {
  readonly isOfClass = true;

  constructor(options: object) {
    Object.assign(this, options);
  }
}

/** As packages for merging do it: a new object for each object, of no class. */
function deepCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Reflect.ownKeys(value)
      .filter((key) => key !== 'dispatcher')
      .map((key) => [key, deepCopy((value as Record<PropertyKey, unknown>)[key])]),
  ) as T;
}

function deepFreeze<T>(value: T): T {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
  for (const key of Reflect.ownKeys(value)) {
    if (key !== 'dispatcher') deepFreeze((value as Record<PropertyKey, unknown>)[key]);
  }
  return Object.freeze(value);
}

const plain = { path: '/A', method: 'GET' };
const unread = {
  enumerable: true,
  get() {
    throw new Error('nobody reads this');
  },
};

describe.each(VERSIONS)(`undici %s: options of all kinds${LEFT_OUT}`, (version, { Agent, Client, request }) => {
  const dispatch = (dispatcher: Dispatcher, options: object): Promise<unknown> =>
    new Promise((resolve) => dispatcher.dispatch(options as never, handlerOf(version, resolve)));

  it.each<[string, () => object, string]>([
    [
      'a Proxy that only answers',
      () => new Proxy({}, { get: (_, key) => Reflect.get(plain, key) as unknown }),
      '/A A user=A',
    ],
    [
      'a Proxy that throws for what is ours',
      () =>
        new Proxy(plain, {
          get: (_, key) => (String(key).includes('throughline') ? unread.get() : Reflect.get(plain, key)) as unknown,
        }),
      '/A A user=A',
    ],
    ['a Proxy whose keys cannot be had', () => new Proxy(plain, { ownKeys: () => unread.get() }), '/A A user=A'],
    [
      'properties that are not enumerable',
      () => Object.defineProperties({}, { path: { value: '/A' }, method: { value: 'GET' } }),
      '/A A user=A',
    ],
    ['a getter that throws', () => Object.defineProperty({ ...plain }, 'lazy', unread), '/A A user=A'],
    ['frozen ones', () => Object.freeze({ ...plain }), '/A A user=A'],
    ['ones without a prototype', () => Object.assign(Object.create(null) as object, plain), '/A A user=A'],
  ])('are sent as they would be without us: %s', async (_, make, line) => {
    const client = new Client(server.origin);
    onTestFinished(() => client.destroy());
    expect(await asUser('A', () => dispatch(client, make()))).toBeUndefined();
    expect(arrived()).toEqual([line]);
  });

  it.each<[string, Hold]>([
    ['copied with all that is in them', deepCopy],
    ['frozen with all that is in them', (options) => deepFreeze({ ...options })],
    ['inherited from', (options) => Object.create(options) as typeof options],
    ['made an object of a class', (options) => new Options(options) as object as typeof options],
    ['put behind a Proxy', (options) => new Proxy(options, {})],
  ])('are of who asked, also when they are %s by an interceptor that holds them back', async (_, change) => {
    const agent = new Agent().compose(holding(change));
    onTestFinished(() => agent.destroy());
    const users = ['A', 'B', 'C'];
    await Promise.all(
      users.map((user) =>
        asUser(user, async () => (await request(`${server.origin}/${user}`, { dispatcher: agent })).body.text()),
      ),
    );
    expect(arrived()).toEqual(users.map((user) => `/${user} ${user} user=${user}`));
  });

  it('are of nobody known when they are of another, with a new handler', async () => {
    let template: Dispatcher.DispatchOptions | undefined;
    const agent = new Agent().compose((next) => (options, handler) => {
      template ??= options;
      return next({ ...template, path: options.path }, forwarding(handler as never));
    });
    onTestFinished(() => agent.destroy());
    for (const user of ['A', 'B'])
      await asUser(user, () => dispatch(agent, { ...plain, origin: server.origin, path: `/${user}` }));
    expect(arrived()).toEqual(['/A A user=A', '/B - -']);
  });
});

describe.each(VERSIONS.filter(([version]) => version === '6'))(
  'undici %s: interceptors as an option of a dispatcher',
  (_version, { Agent, request }) => {
    const own = ['/A A user=A', '/B B user=B', '/C C user=C'];
    it.each([
      ['Agent', own],
      ['Pool', own],
      ['Client', ['/A - -', '/B - -', '/C - -']], // makes requests where nobody sees to where it is connected
    ])('of %s, with one timer for all and new options', async (name, expected) => {
      const waiting: (() => void)[] = [];
      const interceptor: Dispatcher.DispatcherComposeInterceptor =
        (next) =>
        ({ origin: to, path, method }, handler) => {
          const flush = (): void => waiting.splice(0).forEach((send) => send());
          if (waiting.push(() => next({ origin: to!, path, method }, handler)) === 1) setTimeout(flush, 3);
          return true;
        };
      const agent = new Agent({ interceptors: { [name]: [interceptor] }, connections: 1 } as object);
      onTestFinished(() => agent.destroy());
      await Promise.all(
        ['A', 'B', 'C'].map((user) =>
          asUser(user, async () => (await request(`${server.origin}/${user}`, { dispatcher: agent })).body.text()),
        ),
      );
      expect(arrived()).toEqual(expected);
    });
  },
);
