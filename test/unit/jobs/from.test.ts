import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { CTX_BAGGAGE, type Scope } from '../../../src/index.js';
import { type JobOptions, runJob } from '../../../src/jobs/index.js';
import { extract } from '../../../src/propagation/index.js';
import { Tracing } from '../../../src/request/run/tracing.js';
import { scopeWith } from '../../support/scope-with.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const HEADERS = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'a=1', baggage: 'k=v', 'x-request-id': 'abc' };
const LINK = { traceId: TRACE, parentId: PARENT, flags: 1 };

const spanOf = (options: Omit<JobOptions, 'name' | 'span' | 'requestBefore'>) =>
  runJob({ name: 'orders', ...options }, ({ scope, requestId, traceId, parentId, tracestate, links, baggage }) => ({
    type: scope.type,
    requestId,
    traceId,
    parentId,
    tracestate,
    links,
    baggage: [...baggage.keys()],
  }));

const FRESH = {
  requestId: expect.stringMatching(/^[\da-f]{32}$/),
  traceId: expect.not.stringContaining(TRACE),
  parentId: '',
  tracestate: '',
  baggage: [],
};

describe('a message', () => {
  it('is continued, as extract does it', () => {
    expect(spanOf({ from: HEADERS })).toEqual({
      type: 'message',
      requestId: 'abc',
      traceId: TRACE,
      parentId: PARENT,
      tracestate: 'a=1',
      links: [],
      baggage: ['k'],
    });
    expect(runJob({ name: 'a', from: HEADERS }, () => CTX_BAGGAGE.get())).toEqual(
      extract(HEADERS).run(() => CTX_BAGGAGE.get()),
    );
  });

  it('may have come without headers', () => {
    for (const from of [undefined, null, {}, new Map(), new Headers()]) {
      expect(spanOf({ from })).toEqual({ ...FRESH, type: 'message', links: [] });
    }
    expect(spanOf({})).toEqual({ ...FRESH, type: 'job', links: [] });
  });

  it('is linked to, by a trace of its own, for each attempt', () => {
    const attempts = [1, 2, 3].map(() => spanOf({ from: HEADERS, parent: 'link' }));
    for (const attempt of attempts) expect(attempt).toEqual({ ...FRESH, type: 'message', links: [LINK] });
    expect(new Set(attempts.map(({ traceId }) => traceId)).size).toBe(3);
  });

  it.each<[NonNullable<JobOptions['trust']>, NonNullable<JobOptions['parent']>, unknown[]]>([
    ['ignore', 'continue', []],
    ['ignore', 'link', []],
    ['link', 'continue', [LINK]],
    [() => false, 'link', []],
    [() => true, 'link', [LINK]],
    ['accept', 'link', [LINK]],
  ])('is trusted as far as the options say: %s, %s', (trust, parent, links) => {
    expect(spanOf({ from: HEADERS, trust, parent })).toEqual({ ...FRESH, type: 'message', links });
  });

  it('is trusted no more than the request in which it is worked off', () => {
    new Tracing({ trust: 'ignore' }).open(scopeWith()).run(() => {
      expect(spanOf({ from: HEADERS, links: [HEADERS] })).toEqual({ ...FRESH, type: 'message', links: [] });
    });
    runJob({ name: 'outer', from: HEADERS, parent: 'link' }, () => {
      expect(spanOf({ from: HEADERS }).links).toEqual([LINK]);
    });
  });

  it('lets the function of trust see what it is', () => {
    const seen: Scope[] = [];
    spanOf({ from: HEADERS, trust: (scope) => seen.push(scope) > 0 });
    expect(seen).toMatchObject([{ type: 'message', name: 'orders', method: '', path: '' }]);
  });
});

describe('a batch', () => {
  const traceparent = (index: number): string => `00-${index.toString(16).padStart(32, '0')}-${PARENT}-00`;

  it('links to each message, at most to 128, and leaves out what brings no trace', () => {
    const messages = Array.from({ length: 300 }, (_, index) => ({ traceparent: traceparent(index + 1) }));
    const { links, ...span } = spanOf({ links: [undefined, null, {}, { traceparent: 'evil' }, ...messages] });
    expect(span).toEqual({ ...FRESH, type: 'message' });
    expect(links).toHaveLength(128);
    expect(links[0]?.traceId).toBe(traceparent(1).slice(3, 35));
  });

  it('takes a list with a hole, as if a message had come without headers', () => {
    expect(spanOf({ links: Object.assign([], { 1: HEADERS }) }).links).toEqual([LINK]);
  });

  it('asks the function of trust about each message', () => {
    const trust = ({ headers }: Scope): boolean | 'link' => headers.get('sender') === 'known' && 'link';
    const { links } = spanOf({ trust, links: [{ ...HEADERS, sender: 'known' }, HEADERS] });
    expect(links).toEqual([LINK]);
  });

  it('may link to more than what it continues', () => {
    const span = spanOf({ from: HEADERS, links: [{ traceparent: traceparent(5) }] });
    expect([span.traceId, span.links.length]).toEqual([TRACE, 1]);
    const linked = spanOf({ from: HEADERS, parent: 'link', links: [{ traceparent: traceparent(5) }] });
    expect(linked.links.map(({ traceId }) => traceId)).toEqual([TRACE, traceparent(5).slice(3, 35)]);
  });
});

describe('hostile headers', () => {
  const value = fc.oneof(
    fc.string({ maxLength: 300, unit: 'binary' }),
    fc.constantFrom(...Object.values(HEADERS)),
    fc.uint8Array({ maxLength: 200 }),
    fc.anything({ maxDepth: 2 }),
    fc.constant('a=1,'.repeat(20_000)),
  );
  const carrier = fc.dictionary(fc.constantFrom(...Object.keys(HEADERS), '__proto__', 'get', 'Traceparent'), value);

  it('never throw, and never get into an id or a line as they are', () => {
    fc.assert(
      fc.property(carrier, fc.array(carrier, { maxLength: 5 }), (from, links) => {
        if (typeof (from as { headers?: unknown }).headers === 'object') return;
        const span = runJob({ name: 'orders', from, links }, (own) => own);
        expect(span.requestId).toMatch(/^[A-Za-z0-9._=-]{1,128}$/);
        expect(span.traceId).toMatch(/^[\da-f]{32}$/);
        expect(span.links.every(({ traceId }) => traceId === TRACE)).toBe(true);
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
    );
  });

  it('that throw when they are read bring nothing', () => {
    const fails = (): never => {
      throw new Error('no');
    };
    const from = Object.defineProperty({}, 'traceparent', { get: fails, enumerable: true });
    expect(spanOf({ from, links: [from, new Proxy({}, { ownKeys: fails, get: fails })] })).toEqual({
      ...FRESH,
      type: 'message',
      links: [],
    });
  });
});
