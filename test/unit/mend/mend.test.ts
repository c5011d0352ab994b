import { createRequire } from 'node:module';

import { describe, expect, it } from 'vitest';

import { ContextVar } from '../../../src/index.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { mend } from '../../../src/mend/index.js';
import { mendAddon } from '../../../src/mend/addon.js';

const load = createRequire(`${folderOf('libraries')}/package.json`);
const CTX_NAME = new ContextVar('name', { default: 'none' });
const soon = (done: () => void): void => void setTimeout(() => done(), 1);

describe('mend', () => {
  it('leaves alone what looks different, and calls no getter and no proxy', () => {
    const get = (): never => {
      throw new Error('asked for');
    };
    class Client {
      query(): string {
        return 'own';
      }
    }
    const { query } = Client.prototype;
    const library = Object.defineProperties(
      { Client, hash: 1 },
      { queue: { get }, compare: { get }, default: { get } },
    );
    expect(mend(library)).toBe(library);
    expect(Client.prototype.query).toBe(query);
    const proxied = { default: new Proxy({}, { get, has: get, getOwnPropertyDescriptor: get }) };
    expect(mend(proxied)).toBe(proxied);
  });

  it.each([undefined, null, 'pg'])('refuses %s', (library) => {
    expect(() => mend(library as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
  });

  it('mends a library once, however often it is told to', () => {
    const pg = load('pg') as { readonly Client: { readonly prototype: { readonly query: unknown } } };
    mend(pg);
    const { query } = pg.Client.prototype;
    mend(pg);
    expect(pg.Client.prototype.query).toBe(query);
  });
});

interface Async {
  queue(worker: (job: unknown, done: () => void) => void, concurrency: number): Queue;
  cargo(worker: (jobs: readonly unknown[], done: () => void) => void, payload: number): Queue;
}

interface Queue {
  push(job: unknown, callback?: () => void): void;
  unshift(job: unknown): void;
  remove(test: (node: { readonly data: unknown }) => boolean): void;
  drain(): Promise<void>;
}

const async = mend(load('async') as Async);

describe('async, mended', () => {
  it('keeps equal jobs of several tasks apart, also when one was removed', async () => {
    const seen: string[] = [];
    const queue = async.queue((job, done) => {
      seen.push(`${String(job)} of ${CTX_NAME.get()}`);
      soon(done);
    }, 1);
    CTX_NAME.run('one', () => queue.push('removed'));
    CTX_NAME.run('two', () => queue.push('same'));
    CTX_NAME.run('three', () => queue.unshift('same'));
    queue.remove(({ data }) => data === 'removed');
    CTX_NAME.run('four', () => queue.push('removed'));
    await queue.drain();
    expect(seen).toEqual(['same of three', 'same of two', 'removed of four']);
  });

  it('runs a batch of one task in its context, and a batch of several in none', async () => {
    const seen: string[] = [];
    const cargo = async.cargo((jobs, done) => {
      seen.push(`${jobs.join()} of ${CTX_NAME.get()}`);
      soon(done);
    }, 2);
    CTX_NAME.run('one', () => (cargo.push(1), cargo.push(2)));
    CTX_NAME.run('two', () => cargo.push(3));
    CTX_NAME.run('three', () => cargo.push(4));
    await cargo.drain();
    expect(seen).toEqual(['1,2 of one', '3,4 of none']);
  });

  it('hands on a job that is a function as it is', async () => {
    const seen: unknown[] = [];
    const queue = async.queue((job, done) => (seen.push(job), soon(done)), 1);
    queue.push(soon);
    await queue.drain();
    expect(seen).toEqual([soon]);
  });
});

describe('a native addon, mended', () => {
  it('calls back in the context in which it was called, and can make what it was given a class for', () => {
    class Failure extends Error {}
    const kept: (new () => unknown)[] = [];
    const addon = { keep: (given: new () => unknown) => void kept.push(given) };
    mendAddon(addon);
    CTX_NAME.run('one', () => addon.keep(Failure));
    CTX_NAME.run('two', () => addon.keep((() => CTX_NAME.get()) as never));
    const [Made, callback] = kept as [new () => unknown, new () => unknown];
    expect(new Made()).toBeInstanceOf(Failure);
    expect((callback as unknown as () => string)()).toBe('two');
  });
});
