import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { identify } from '../../../../src/request/arrive/identity.js';
import type { Identity } from '../../../../src/request/request-fields.js';
import { resolveOptions, type TracingOptions } from '../../../../src/request/tracing-options.js';
import { RANDOM, SAMPLED } from '../../../../src/w3c/traceparent.js';
import { scopeWith } from '../../../support/scope-with.js';

type Trust = NonNullable<TracingOptions['trust']>;

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const TRACED = {
  traceparent: `00-${TRACE}-${PARENT}-03`,
  tracestate: 'a=1,b=2',
  baggage: 'user=ada',
  'x-request-id': 'abc',
};
const HEX_32 = /^[0-9a-f]{32}$/;
const HEX_16 = /^[0-9a-f]{16}$/;

const identityOf = (headers: Record<string, string>, options: TracingOptions = {}): Identity =>
  identify(scopeWith(headers), resolveOptions(options));

function expectFresh(identity: Identity): void {
  expect(identity).toMatchObject({ parentId: '', tracestate: '', traceFlags: RANDOM });
  expect(identity.requestId).toMatch(HEX_32);
  expect(identity.traceId).toBe(identity.requestId);
  expect(identity.traceId).not.toBe(TRACE);
  expect(identity.baggage.size).toBe(0);
}

describe('the identity of a request', () => {
  it('continues the trace that it brings, with a span of its own', () => {
    const identity = identityOf(TRACED);
    expect(identity).toMatchObject({
      requestId: 'abc',
      traceId: TRACE,
      parentId: PARENT,
      traceFlags: SAMPLED | RANDOM,
      tracestate: 'a=1,b=2',
      links: [],
    });
    expect([...identity.baggage]).toEqual([['user', { value: 'ada' }]]);
    expect(identity.spanId).toMatch(HEX_16);
    expect(identity.spanId).not.toBe(PARENT);
  });

  it('is fresh where it brings nothing', () => {
    expectFresh(identityOf({}));
  });

  it('has a fresh request id where it brings a trace only', () => {
    const { requestId, traceId } = identityOf({ traceparent: TRACED.traceparent });
    expect(traceId).toBe(TRACE);
    expect(requestId).toMatch(HEX_32);
    expect(requestId).not.toBe(TRACE);
  });

  it('takes a request id that has the shape of a trace id for the trace too, but does not call it random', () => {
    expect(identityOf({ 'x-request-id': TRACE })).toMatchObject({ requestId: TRACE, traceId: TRACE, traceFlags: 0 });
    expect(identityOf({}, { generate: () => TRACE })).toMatchObject({ traceId: TRACE, traceFlags: 0 });
  });

  it.each(['ignore', () => false, () => 'yes' as never, () => 'accept' as never] as Trust[])(
    'takes nothing by trust: %s',
    (trust) => {
      const identity = identityOf(TRACED, { trust });
      expectFresh(identity);
      expect(identity.links).toEqual([]);
    },
  );

  it.each(['link', () => 'link'] as Trust[])('remembers the trace, and takes nothing, by trust: %s', (trust) => {
    const identity = identityOf(TRACED, { trust });
    expectFresh(identity);
    expect(identity.links).toEqual([{ traceId: TRACE, parentId: PARENT, flags: SAMPLED | RANDOM }]);
  });

  it.each([
    [{}, 0],
    [{ 'x-request-id': 'not valid' }, 0],
    [{ traceparent: 'not valid' }, 0],
    [{ tracestate: 'a=1' }, 0],
    [{ 'x-request-id': 'abc' }, 1],
    [{ baggage: 'a=1' }, 1],
    [TRACED, 1],
  ])('asks the trust function once, only where there is something to trust: %j', (headers, times) => {
    let asked = 0;
    const trust = (): boolean => {
      asked++;
      return true;
    };
    identityOf(headers, { trust });
    expect(asked).toBe(times);
  });

  it('is fresh where the trust function throws', () => {
    expectFresh(
      identityOf(TRACED, {
        trust: () => {
          throw new Error('no');
        },
      }),
    );
  });

  it('drops the tracestate without a valid traceparent, but keeps id and baggage', () => {
    const identity = identityOf({ ...TRACED, traceparent: `00-${TRACE}-${PARENT}-03-04` });
    expect(identity).toMatchObject({ requestId: 'abc', parentId: '', tracestate: '' });
    expect(identity.traceId).not.toBe(TRACE);
    expect(identity.baggage.size).toBe(1);
  });

  it('is valid whatever the headers hold, and asks for each of them a bounded number of times', () => {
    const header = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(header, header, header, header, (id, traceparent, tracestate, baggage) => {
        const identity = identityOf({ 'x-request-id': id, traceparent, tracestate, baggage });
        expect(identity.traceId).toMatch(HEX_32);
        expect(identity.spanId).toMatch(HEX_16);
        expect(identity.requestId).toMatch(/^[\x20-\x7e]{1,1024}$/);
        expect([0, 1, 2, 3]).toContain(identity.traceFlags);
      }),
      { numRuns: 1000 },
    );
  });
});
