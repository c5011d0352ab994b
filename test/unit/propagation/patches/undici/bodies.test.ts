import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Dispatcher } from 'undici';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { propagate } from '../../../../../src/propagation/index.js';
import { asUser, USER } from '../../../../support/as-user.js';
import { record, type Recorder } from '../../../../support/recorder.js';
import { LEFT_OUT, VERSIONS } from './versions.js';

let server: Recorder;
let bodies: string[];
beforeEach(async () => {
  bodies = [];
  server = await record((incoming, response) => {
    incoming.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
    incoming.once('end', () => void sleep(2).then(() => response.end('x')));
  });
  onTestFinished(propagate({ to: server.origin }));
});

function destroyed<D extends Dispatcher>(dispatcher: D): D {
  onTestFinished(() => dispatcher.destroy().catch(() => {}));
  return dispatcher;
}

describe.each(VERSIONS)(`undici %s: bodies${LEFT_OUT}`, (_version, { Client, FormData, Pool }) => {
  const chunks = async function* (fn: () => Promise<unknown>): AsyncGenerator<string> {
    for (let i = 0; i < 3; i++) {
      await fn();
      yield 'x';
    }
  };

  it.each<[string, (fn: () => Promise<unknown>) => unknown]>([
    ['a generator', chunks],
    ['a stream of Node', (fn) => Readable.from(chunks(fn))],
    ['a stream of the web', (fn) => ReadableStream.from(chunks(fn))],
  ])('the code that makes a body, which waits for a connection too: %s', async (_, bodyOf) => {
    const busy = destroyed(new Client(server.origin));
    const pool = destroyed(new Pool(server.origin, { connections: 1 }));
    const users = Array.from({ length: 10 }, (_user, i) => `U${i}`);
    const send = async (user: string): Promise<unknown> => {
      const inside = async () => (await pool.request({ path: `/${user}`, method: 'GET' })).body.text();
      return (await busy.request({ path: `/${user}`, method: 'POST', body: bodyOf(inside) as string })).body.text();
    };
    await Promise.all(users.map((user) => asUser(user, () => send(user))));
    const all = users.flatMap((user) => Array.from({ length: 4 }, () => `/${user} ${user} user=${user}`));
    const arrived = server.received.map(
      ({ url, all: of }) => `${url} ${of('x-request-id').join()} ${of('baggage').join()}`,
    );
    expect(arrived.toSorted()).toEqual(all.toSorted());
  });

  it.each<[string, (fn: () => void) => unknown]>([
    [
      'a generator that does not wait',
      function* (fn) {
        fn();
        yield 'x';
        fn();
      },
    ],
    [
      'an iterable',
      (fn) => ({
        [Symbol.iterator]() {
          fn();
          return ['x'].values();
        },
      }),
    ],
    [
      'the listeners of a stream',
      (fn) => {
        const stream = Readable.from(['x', 'y']);
        for (const name of ['resume', 'data', 'end', 'close']) stream.on(name, fn);
        return stream.pause();
      },
    ],
  ])('the code that a body calls, of one who waits: %s', async (_, bodyOf) => {
    const client = destroyed(new Client(server.origin));
    const told: string[] = [];
    const users = ['A', 'B', 'C'];
    const send = async (user: string): Promise<unknown> => {
      const body = bodyOf(() => told.push(`${user} ${USER.get('-')}`)) as string;
      return (await client.request({ path: `/${user}`, method: 'POST', body })).body.text();
    };
    await Promise.all(users.map((user) => asUser(user, () => send(user))));
    expect([...new Set(told)].toSorted()).toEqual(users.map((user) => `${user} ${user}`));
  });

  it.each<[string, () => object | string]>([
    ['bytes', () => Buffer.from('abc')],
    ['a view', () => new Uint8Array([1, 2, 3])],
    [
      'a form',
      () => {
        const form = new FormData();
        form.append('name', 'abc');
        return form;
      },
    ],
    ['a Blob', () => new Blob(['abc'])],
    ['an array', () => ['a', 'bc']],
    ['a string', () => 'abc'],
  ])('a body that calls nothing stays as it is: %s', async (_, make) => {
    const options = { path: '/A', method: 'POST', body: make() as string } as const;
    const client = destroyed(new Client(server.origin));
    const { statusCode } = await asUser('A', () => client.request(options));
    expect([statusCode, bodies.join('') !== '']).toEqual([200, true]);
  });
});
