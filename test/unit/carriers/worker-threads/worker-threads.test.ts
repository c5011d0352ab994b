import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';

import { describe, expect, it } from 'vitest';

import { inContext, withContext } from '../../../../src/carriers/worker-threads/index.js';
import {
  ContextVar,
  createTask,
  CTX_REQUEST_ID,
  CTX_SPAN_ID,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
  TraceCtx,
} from '../../../../src/index.js';
import { asBaggage, extract } from '../../../../src/propagation/index.js';

const TENANT = asBaggage(new ContextVar<string>('tenant', { default: 'nobody' }));
const LIMIT = asBaggage(new ContextVar<number>('limit', { default: 0 }), { parse: Number, format: String });
const CART = asBaggage(
  new ContextVar<unknown>('cart', { default: 'none' }) as ContextVar<string>,
) as ContextVar<unknown>;
const SECRET = new ContextVar<string>('secret', { default: 'kept here' });

const read = () => ({
  requestId: CTX_REQUEST_ID.get(),
  traceId: CTX_TRACE_ID.get(),
  tracestate: CTX_TRACESTATE.get(),
  tenant: TENANT.get(),
  limit: LIMIT.get(),
  cart: CART.get(),
  secret: SECRET.get(),
});

/** What arrives on the other side of a port. */
async function post<M>(message: M): Promise<M> {
  const { port1, port2 } = new MessageChannel();
  try {
    port1.postMessage(message);
    const [arrived] = (await once(port2, 'message')) as [M];
    return arrived;
  } finally {
    port1.close();
  }
}

const request = extract({
  'x-request-id': 'request-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  tracestate: 'congo=t61',
  baggage: 'other=kept',
});

const posted = <M>(message: M, set: () => void = () => {}): Promise<M> =>
  createTask(() =>
    request.copy().run(() => {
      set();
      return post(withContext(message));
    }),
  ) as Promise<M>;

describe('a message', () => {
  it('is handled in the context of whoever posted it, with a span id of its own', async () => {
    const arrived = await posted({ n: 1 }, () => {
      TENANT.set('acme & sons');
      LIMIT.set(5);
      CART.set(new Map([['apples', { count: 2 }]]));
      SECRET.set('not for others');
    });
    const seen = inContext((message: { n: number }) => ({ message, spanId: CTX_SPAN_ID.get(), ...read() }))(arrived);
    expect(seen).toEqual({
      message: { n: 1 },
      requestId: 'request-1',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      tracestate: 'congo=t61',
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      tenant: 'acme & sons',
      limit: 5,
      cart: new Map([['apples', { count: 2 }]]),
      secret: 'kept here',
    });
    expect(seen.spanId).not.toBe(request.get(CTX_SPAN_ID));
    expect(CTX_REQUEST_ID.get()).toBe('');
  });

  it('takes an id of any form with it', async () => {
    const arrived = await posted(1, () => TraceCtx.setId('order 7, part "b"'));
    expect(inContext(() => CTX_REQUEST_ID.get())(arrived)).toBe('order 7, part "b"');
  });

  it('passes on this, further arguments, and what the function returns', async () => {
    const arrived = await posted('text');
    const self = {};
    const handle = inContext(function (this: unknown, message: string, rest: number) {
      return [this, message, rest];
    });
    expect(Reflect.apply(handle, self, [arrived, 2])).toEqual([self, 'text', 2]);
  });

  it('inherits nothing from a request in which it happens to be handled', async () => {
    const arrived = await posted(1);
    const seen = extract({}).run(() => {
      SECRET.set('of another');
      return inContext(read)(arrived);
    });
    expect(seen).toMatchObject({ requestId: 'request-1', secret: 'kept here' });
  });

  it('does not pass its context to another one that is handled at the same time', async () => {
    const handle = inContext(async (message: number) => {
      TENANT.set(`tenant ${message}`);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      return [message, TENANT.get()];
    });
    const arrived = await Promise.all(Array.from({ length: 20 }, (_, n) => posted(n)));
    const seen = await Promise.all(arrived.map((message) => handle(message)));
    expect(seen).toEqual(Array.from({ length: 20 }, (_, n) => [n, `tenant ${n}`]));
  });

  it.each([
    ['a text', 'text'],
    ['an object', { n: 1 }],
    ['nothing', undefined],
    ['null', null],
  ])('without a context has fresh ids: %s', (_, message) => {
    const handle = inContext((given: unknown) => [given, CTX_REQUEST_ID.get()]);
    expect(handle(message)).toEqual([message, expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it('that went through JSON has fresh ids, whoever wrote it', async () => {
    const handle = inContext((given: unknown) => [given, CTX_REQUEST_ID.get(), TENANT.get()]);
    const fresh = expect.stringMatching(/^[0-9a-f]{32}$/);
    const json = request.run(() => TENANT.run('acme', () => JSON.stringify(withContext('text'))));
    const forged = '{"throughline":{"x-request-id":"forged","values":{"tenant":"acme"}},"message":1}';
    expect(handle(JSON.parse(json))).toEqual(['text', fresh, 'nobody']);
    expect(handle(JSON.parse(forged))).toEqual([1, fresh, 'nobody']);
  });

  it('that was posted outside of any request has fresh ids', async () => {
    const arrived = await post(withContext(7));
    const handle = inContext((given: number) => [given, CTX_REQUEST_ID.get(), CTX_TRACE_ID.get()]);
    const fresh = expect.stringMatching(/^[0-9a-f]{32}$/);
    expect(handle(arrived)).toEqual([7, fresh, fresh]);
  });

  it('with nonsense for a context has fresh ids', () => {
    const throughline = new Map<unknown, unknown>([
      ['x-request-id', 'two\nlines'],
      ['traceparent', 7],
      [
        'values',
        new Map<unknown, unknown>([
          ['unknown', 1],
          [{}, 2],
        ]),
      ],
    ]);
    const handle = inContext(() => CTX_REQUEST_ID.get());
    expect(handle({ throughline, message: 1 })).toMatch(/^[0-9a-f]{32}$/);
  });
});

class Denied extends Error {}

class User {
  readonly #name = 'Ada';
  greet(): string {
    return this.#name;
  }
}

describe('withContext', () => {
  it.each<[string, unknown]>([
    ['a function', () => {}],
    ['a symbol', Symbol('cart')],
    ['an object with a function', { items: [() => {}] }],
    ['a promise', Promise.resolve()],
    ['an instance of a class, which would lose it', new User()],
    ['an instance of a class that extends another one', new Denied('no')],
    ['a Buffer, which would become a Uint8Array', Buffer.from('a')],
    ['a WeakMap', new WeakMap()],
  ])('refuses %s by the name of its variable', (_, value) => {
    const code = 'TL_ERR_NOT_CLONEABLE';
    const message = expect.stringContaining('"cart"');
    expect(() => request.copy().run(() => CART.run(value, () => withContext(1)))).toThrow(
      expect.objectContaining({ code, message }),
    );
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 7],
    ['an array', [1, [2]]],
    ['an object without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['an error', new TypeError('no')],
    ['a date', new Date(0)],
    ['bytes', new Uint8Array([1, 2])],
    ['a bigint', 10n],
  ])('clones %s', async (_, value) => {
    const arrived = await posted(1, () => void CART.set(value));
    const seen: unknown = inContext(() => CART.get())(arrived);
    if (typeof value === 'object' && value !== null) expect({ ...(seen as object) }).toEqual({ ...value });
    else expect(seen).toBe(value);
  });

  it('leaves out what format gives nothing for, and a value that is undefined', async () => {
    const arrived = await posted(1, () => {
      CART.set(undefined);
      LIMIT.set(Number.NaN);
    });
    expect(inContext(read)(arrived)).toMatchObject({ cart: 'none', limit: Number.NaN });
  });
});

it('inContext refuses what is no function', () => {
  expect(() => inContext({} as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
});
