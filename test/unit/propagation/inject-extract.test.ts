import { describe, expect, it } from 'vitest';

import {
  ContextVar,
  createTask,
  CTX_BAGGAGE,
  CTX_REQUEST_ID,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
  getCurrentSpan,
} from '../../../src/index.js';
import { asBaggage, extract, inject } from '../../../src/propagation/index.js';
import { Tracing } from '../../../src/request/run/tracing.js';
import { scopeWith } from '../../support/scope-with.js';

const TENANT = asBaggage(new ContextVar<string>('tenant'));
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const HEADERS = {
  traceparent: `00-${TRACE}-${PARENT}-01`,
  tracestate: 'a=1',
  baggage: 'tenant=acme,other=x%20y',
  'x-request-id': 'abc',
};

/** As clients of queues give headers. Workers have no Buffer. */
const bytes = (text: string): Uint8Array => globalThis.Buffer?.from(text) ?? new TextEncoder().encode(text);

const current = (): unknown => ({
  requestId: CTX_REQUEST_ID.get(),
  traceId: CTX_TRACE_ID.get(),
  flags: CTX_TRACE_FLAGS.get(),
  tracestate: CTX_TRACESTATE.get(),
  baggage: [...CTX_BAGGAGE.get()].map(([key, { value }]) => [key, value]),
  tenant: TENANT.tryGet(),
});

const EXPECTED = {
  requestId: 'abc',
  traceId: TRACE,
  flags: 1,
  tracestate: 'a=1',
  baggage: [
    ['tenant', 'acme'],
    ['other', 'x y'],
  ],
  tenant: 'acme',
};

describe('extract', () => {
  it.each([
    ['Headers', new Headers(HEADERS)],
    ['a Map', new Map(Object.entries(HEADERS))],
    ['an object', HEADERS],
    ['an object in other case', Object.fromEntries(Object.entries(HEADERS).map(([k, v]) => [k.toUpperCase(), v]))],
    ['an object of bytes', Object.fromEntries(Object.entries(HEADERS).map(([k, v]) => [k, bytes(v)]))],
    ['an object of lists', { ...HEADERS, baggage: ['tenant=acme', bytes('other=x%20y')] }],
  ])('gives a context with what %s brings', (_, carrier) => {
    expect(extract(carrier).run(current)).toEqual(EXPECTED);
    expect(CTX_REQUEST_ID.get()).toBe('');
  });

  it('starts from the current context, but from none of another request', async () => {
    const USER = new ContextVar<string>('user', { default: '' });
    await createTask(() => {
      USER.set('ada');
      expect(extract(HEADERS).run(() => USER.get())).toBe('ada');
      const task = new Tracing().open(scopeWith());
      task.run(() => {
        USER.set('grace');
        expect(extract(HEADERS).run(() => [USER.get(), getCurrentSpan()])).toEqual(['', undefined]);
      });
    });
  });

  it('is fresh where the carrier brings nothing, or is not trusted', () => {
    for (const context of [extract({}), extract(HEADERS, { trust: 'ignore' })]) {
      expect(context.get(CTX_REQUEST_ID)).toMatch(/^[0-9a-f]{32}$/);
      expect(context.get(CTX_REQUEST_ID)).not.toBe('abc');
      expect(context.get(CTX_TRACE_ID)).toBe(context.get(CTX_REQUEST_ID));
      expect(context.has(TENANT)).toBe(false);
    }
  });

  it('reads no inherited properties, and none of the wrong type', () => {
    const carrier = Object.create(HEADERS, { 'x-request-id': { value: 7, enumerable: true } }) as Record<
      string,
      unknown
    >;
    expect(extract(carrier).get(CTX_TRACE_ID)).not.toBe(TRACE);
  });

  it('takes a header that is there in two spellings for one that came twice, which starts a trace', () => {
    const twice = { traceparent: HEADERS.traceparent, Traceparent: HEADERS.traceparent };
    for (const carrier of [twice, new Map(Object.entries(twice))]) {
      expect(extract(carrier).get(CTX_TRACE_ID)).not.toBe(TRACE);
    }
  });

  it('passes over what throws when it is read', () => {
    const carrier = {
      get traceparent(): string {
        throw new Error('no');
      },
      'x-request-id': 'abc',
    };
    expect(extract(carrier).get(CTX_REQUEST_ID)).toBe('abc');
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    expect(extract(proxy).get(CTX_REQUEST_ID)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('refuses what is no carrier, and unknown options', () => {
    for (const carrier of [undefined, null, 'traceparent', 1]) {
      if (carrier)
        expect(() => extract(carrier as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
      expect(() => inject(carrier as never)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
    }
    expect(() => extract({}, { trusted: true } as never)).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION' }),
    );
  });
});

describe('inject', () => {
  it.each([
    ['Headers', () => new Headers(), (carrier: Headers) => Object.fromEntries(carrier)],
    ['a Map', () => new Map(), (carrier: Map<string, string>) => Object.fromEntries(carrier)],
    ['an object', () => ({}), (carrier: object) => carrier],
  ])('writes into %s, with a span id of its own each time', (_, create, entries) => {
    extract(HEADERS).run(() => {
      const [first, second] = [1, 2].map(() =>
        (entries as (carrier: unknown) => Record<string, string>)(inject(create())),
      );
      expect(first).toEqual({
        ...HEADERS,
        traceparent: expect.stringMatching(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`)),
      });
      const parents = [first, second].map((headers) => headers!['traceparent']!.slice(36, 52));
      expect(new Set([...parents, CTX_SPAN_ID.get(), PARENT]).size).toBe(4);
    });
  });

  it('round-trips: what is extracted from what was injected is the same request', () => {
    extract(HEADERS).run(() => {
      TENANT.set('ümläut, and=more;');
      CTX_TRACE_FLAGS.set(3);
      expect(extract(inject({})).run(current)).toMatchObject({
        requestId: 'abc',
        traceId: TRACE,
        flags: 3,
        tenant: 'ümläut, and=more;',
      });
    });
  });

  it('replaces what an object holds under the same names in other case', () => {
    extract(HEADERS).run(() => {
      const carrier = inject({ Baggage: 'old=1', 'X-Request-ID': 'old', other: 'kept' });
      expect(Object.keys(carrier).toSorted()).toEqual([
        'baggage',
        'other',
        'traceparent',
        'tracestate',
        'x-request-id',
      ]);
      expect(carrier).toMatchObject({ 'x-request-id': 'abc', other: 'kept' });
    });
  });

  it.each([
    ['an object', (entries: object) => ({ ...entries }), (carrier: object) => carrier],
    [
      'a Map',
      (entries: object) => new Map(Object.entries(entries)),
      (carrier: object) => Object.fromEntries(carrier as never),
    ],
    [
      'Headers',
      (entries: object) => new Headers(entries as never),
      (carrier: object) => Object.fromEntries(carrier as never),
    ],
  ])('leaves nothing of another request in %s', (_, create, entries) => {
    extract({ traceparent: HEADERS.traceparent }).run(() => {
      const carrier = create({ Traceparent: 'old', Tracestate: 'congo=1', BAGGAGE: 'user=alice', other: 'kept' });
      expect(entries(inject(carrier as Record<string, unknown>))).toEqual({
        traceparent: expect.stringContaining(TRACE),
        'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
        other: 'kept',
      });
    });
  });

  it('writes nothing where there is nothing', () => {
    expect(inject({})).toEqual({});
  });

  it('leaves the request id out, or names it otherwise', () => {
    extract(HEADERS).run(() => {
      expect(inject({}, { requestHeader: false })).not.toHaveProperty('x-request-id');
      expect(inject({}, { requestHeader: 'X-Correlation-Id' })).toHaveProperty('x-correlation-id', 'abc');
    });
  });

  it('writes only valid headers, whatever the application has set', async () => {
    await createTask(() => {
      CTX_REQUEST_ID.set('a\r\nb');
      CTX_TRACE_ID.set('nothing');
      CTX_TRACESTATE.set('a=1\r\nevil: 1');
      CTX_BAGGAGE.set(new Map([['no token', { value: 'x' }]]));
      expect(inject({})).toEqual({});
      CTX_TRACE_ID.set(TRACE);
      CTX_TRACE_FLAGS.set(0xff);
      expect(inject({})).toEqual({ traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-03$/) });
    });
  });
});
