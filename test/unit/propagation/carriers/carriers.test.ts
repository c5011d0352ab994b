import { describe, expect, it } from 'vitest';

import { ContextVar, createTask, CTX_REQUEST_ID, TraceCtx } from '../../../../src/index.js';
import { extract, inject } from '../../../../src/propagation/index.js';

const FRESH = /^[0-9a-f]{32}$/;
const USER = new ContextVar<string>('user', { default: 'nobody' });

const idIn = (carrier: unknown): unknown => extract(carrier as never).get(CTX_REQUEST_ID);
const injected = <C>(carrier: C): Promise<C> =>
  createTask(() => {
    TraceCtx.setId('abc');
    return inject(carrier as never) as C;
  });
const refused = expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' });

/** As the `Metadata` of gRPC: it gives lists, and removes by `remove`. */
class Metadata {
  readonly values = new Map<string, string[]>();
  get(name: string): string[] {
    return this.values.get(name) ?? [];
  }
  set(name: string, value: string): void {
    this.values.set(name, [value]);
  }
  remove(name: string): void {
    this.values.delete(name);
  }
}

/** As the headers of NATS: they know one case only, and give `''` for what they have not. */
class MsgHdrs {
  /** As the real one has it: what has headers may be a message, and no carrier. */
  readonly headers = new Map<string, string>();
  get = (name: string): string => this.headers.get(name) ?? '';
  set = (name: string, value: string): void => void this.headers.set(name, value);
  delete = (name: string): void => void this.headers.delete(name);
  keys = (): string[] => [...this.headers.keys()];
}

describe('extract', () => {
  it.each<unknown>([undefined, null, {}, new Map(), new Metadata(), new MsgHdrs()])(
    'is fresh without headers: %o',
    (carrier) => {
      expect(idIn(carrier)).toMatch(FRESH);
    },
  );

  it('is fresh where the methods of a carrier throw, or answer later', async () => {
    const fail = (): never => {
      throw new Error('no');
    };
    const carriers = [
      { get: fail },
      { get: () => '', keys: fail },
      { get: () => '', keys: () => 7 },
      { get: async () => fail() },
      Object.defineProperty(new Date(), 'get', { get: fail }),
      new Proxy({}, { get: fail }),
      new Proxy(new Map([['x-request-id', 'abc']]), {}),
    ];
    for (const carrier of carriers) expect(idIn(carrier)).toMatch(FRESH);
    await new Promise((resolve) => setTimeout(resolve, 5)); // a rejection that nobody handles would fail the run
  });

  it('reads the lists of gRPC, the one case of NATS, and the bytes of Kafka', () => {
    const metadata = new Metadata();
    metadata.set('x-request-id', 'abc');
    const headers = new MsgHdrs();
    headers.set('X-Request-Id', 'abc');
    const bytes = { 'X-Request-Id': [Buffer.from('abc')] };
    expect([idIn(metadata), idIn(headers), idIn(bytes)]).toEqual(['abc', 'abc', 'abc']);
  });

  it('looks into no list within a list, however deep, and into no endless one', () => {
    let nested: unknown = 'abc';
    for (let i = 0; i < 30; i++) nested = [nested, nested];
    const long = Array.from({ length: 1_000_000 }, () => 'abc');
    for (const value of [nested, long, new Uint8Array(40_000_000), 'a'.repeat(10_000_000)]) {
      expect(idIn({ 'x-request-id': value, traceparent: value, tracestate: value, baggage: value })).toMatch(FRESH);
    }
  });

  it('reads the other headers where one of them is bad', async () => {
    const bad = Object.defineProperty(new Uint8Array(2), 'byteLength', {
      get: () => {
        throw new Error('no');
      },
    });
    const list = [Promise.reject(new Error('no')), 'k=v'];
    expect(idIn({ 'x-request-id': 'abc', traceparent: bad, baggage: list })).toBe('abc');
    await new Promise((resolve) => setTimeout(resolve, 5)); // a rejection that nobody handles would fail the run
  });

  it.each([
    ['a request', new Request('http://host/')],
    ['a response', new Response('')],
    ['a promise', Promise.resolve({})],
  ])('refuses %s, which is no carrier', (_, carrier) => {
    expect(() => idIn(carrier)).toThrow(refused);
  });

  it('inherits nothing of the message in whose context a message is extracted', () => {
    const seen: string[] = [];
    extract({ 'x-request-id': 'j1' }).run(() => {
      USER.set('ada');
      extract({ 'x-request-id': 'j2' }).run(() => {
        seen.push(CTX_REQUEST_ID.get(), USER.get());
        extract(undefined).run(() => seen.push(USER.get()));
      });
      seen.push(CTX_REQUEST_ID.get(), USER.get());
    });
    expect(seen).toEqual(['j2', 'nobody', 'nobody', 'j1', 'ada']);
  });

  it('keeps what was set outside of any request and message', () =>
    createTask(() => {
      USER.set('worker');
      expect(extract({}).run(() => USER.get())).toBe('worker');
    }));
});

describe('inject', () => {
  it('writes by the methods that a carrier has', async () => {
    const metadata = await injected(new Metadata());
    expect(metadata.get('x-request-id')).toEqual(['abc']);
    const request = { headers: {} as Record<string, string>, setHeader: set, removeHeader: remove };
    function set(this: void, name: string, value: string): void {
      request.headers[name] = value;
    }
    function remove(this: void, name: string): void {
      delete request.headers[name];
    }
    await injected(request);
    expect(request.headers).toEqual({ 'x-request-id': 'abc' });
  });

  it('removes headers of another request in any case, where the carrier lists them', async () => {
    const headers = new MsgHdrs();
    headers.set('Traceparent', 'old');
    headers.set('Other', 'kept');
    await injected(headers);
    expect(Object.fromEntries(headers.headers)).toEqual({ Other: 'kept', 'x-request-id': 'abc' });
  });

  it.each<[string, unknown]>([
    ['a list', []],
    ['a typed array', new Uint8Array(4)],
    ['what has no method to remove', { get: () => '', set: () => {} }],
    ['what only adds', { append: () => {} }],
    ['what can only be read', { get: () => '' }],
    ['a frozen object', Object.freeze({ 'x-request-id': 'old' })],
    ['an object that takes no properties', Object.preventExtensions({})],
    ['headers whose methods throw', { set: () => expect.unreachable(), delete: () => {} }],
    ['headers that are immutable', Response.error().headers],
    ['methods that answer later', { set: async () => {}, delete: () => {} }],
    ['methods that fail later', { set: () => {}, delete: () => Promise.reject(new Error('no')) }],
    ['a request', new Request('http://host/')],
    ['a promise', Promise.resolve({})],
    ['a date', new Date()],
    ['a revoked proxy', revoked()],
  ])('refuses %s', async (_, carrier) => {
    await expect(injected(carrier)).rejects.toEqual(refused);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
