import {
  context as contextApi,
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  type TextMapPropagator,
  trace,
} from '@opentelemetry/api';
import {
  CompositePropagator,
  suppressTracing,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { ContextVar, CTX_REQUEST_ID } from '../../../src/index.js';
import { ThroughlineContextManager, ThroughlinePropagator } from '../../../src/opentelemetry/index.js';
import { asBaggage } from '../../../src/propagation/index.js';
import { Tracing } from '../../../src/request/run/tracing.js';
import { scopeWith } from '../../support/scope-with.js';

const TENANT = asBaggage(new ContextVar<string>('tenant'), { key: 'otel-tenant' });
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const HEADERS = {
  traceparent: `00-${TRACE}-${PARENT}-01`,
  tracestate: 'a=1,b@c=2',
  baggage: 'user=ada%20l,x=1;p=2',
  'x-request-id': 'abc',
};

const ours = new ThroughlinePropagator();
const theirs = new CompositePropagator({
  propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
});
const extract = (carrier: unknown, propagator: TextMapPropagator = ours): Context =>
  propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
function inject(context: Context, propagator: TextMapPropagator = ours): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagator.inject(context, carrier, defaultTextMapSetter);
  return carrier;
}
const seen = (context: Context): unknown => ({
  span: { ...trace.getSpanContext(context), traceState: trace.getSpanContext(context)?.traceState?.serialize() },
  baggage: propagation
    .getBaggage(context)
    ?.getAllEntries()
    .map(([key, { value, metadata }]) => [key, value, metadata?.toString()]),
});

afterEach(() => contextApi.disable());

describe('ThroughlinePropagator', () => {
  it('names its fields', () => {
    expect(ours.fields()).toEqual(Object.keys(HEADERS));
  });

  it('has another header for the request id, or none', () => {
    const other = new ThroughlinePropagator({ requestHeader: 'X-Correlation-Id' });
    const none = new ThroughlinePropagator({ requestHeader: false });
    const context = extract({ 'x-correlation-id': 'abc' }, other);
    expect(inject(context, other)).toEqual({ 'x-correlation-id': 'abc' });
    expect(inject(extract(HEADERS, none), none)).not.toHaveProperty('x-request-id');
    expect([other.fields().at(-1), none.fields().length]).toEqual(['x-correlation-id', 3]);
    expect(() => new ThroughlinePropagator({ requestHeader: 'no header' })).toThrow(
      expect.objectContaining({ code: 'TL_ERR_INVALID_OPTION' }),
    );
  });

  it('reads span, tracestate, baggage and request id, and writes them again', () => {
    const context = extract(HEADERS);
    expect(seen(context)).toEqual({
      span: { traceId: TRACE, spanId: PARENT, traceFlags: 1, isRemote: true, traceState: 'a=1,b@c=2' },
      baggage: [
        ['user', 'ada l', undefined],
        ['x', '1', 'p=2'],
      ],
    });
    expect(inject(context)).toEqual(HEADERS);
  });

  it("reads what OpenTelemetry's own write, and the other way round", () => {
    const { 'x-request-id': _, ...standard } = HEADERS;
    expect(seen(extract(inject(extract(HEADERS), theirs)))).toEqual(seen(extract(standard)));
    expect(seen(extract(inject(extract(HEADERS)), theirs))).toEqual(seen(extract(HEADERS)));
  });

  it('round-trips with them for any valid span and baggage', () => {
    const hex = (length: number): fc.Arbitrary<string> =>
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
    // Theirs writes other characters of keys percent-encoded, which makes other keys of them.
    const key = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.'), minLength: 1, maxLength: 8 });
    const entries = fc.dictionary(key, fc.string({ unit: 'grapheme', maxLength: 20 }), { maxKeys: 8 });
    fc.assert(
      fc.property(hex(32), hex(16), fc.constantFrom(0, 1), entries, (traceId, spanId, traceFlags, values) => {
        fc.pre(/[^0]/.test(traceId) && /[^0]/.test(spanId));
        const baggage = propagation.createBaggage(
          Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
        );
        const context = propagation.setBaggage(
          trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags }),
          baggage,
        );
        for (const [writer, reader] of [
          [ours, theirs],
          [theirs, ours],
        ] as const) {
          const context2 = extract(inject(context, writer), reader);
          expect(trace.getSpanContext(context2)).toMatchObject({ traceId, spanId, traceFlags });
          for (const [name, value] of Object.entries(values)) {
            // Theirs trims values, and drops those that are empty then.
            if (value !== '' && value === value.trim())
              expect(propagation.getBaggage(context2)?.getEntry(name)?.value).toBe(value);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    `00-${TRACE}-${PARENT}-01-extra`,
    `ff-${TRACE}-${PARENT}-01`,
    `00-${TRACE.toUpperCase()}-${PARENT}-01`,
    `00-${'0'.repeat(32)}-${PARENT}-01`,
    `${HEADERS.traceparent},${HEADERS.traceparent}`,
    '',
    'x'.repeat(100_000),
  ])('takes neither traceparent nor tracestate where it is %s', (traceparent) => {
    expect(trace.getSpanContext(extract({ ...HEADERS, traceparent }))).toBeUndefined();
  });

  it('takes no traceparent that came twice, of which that of OpenTelemetry takes the first', () => {
    const carrier = { traceparent: [HEADERS.traceparent, `00-${TRACE}-aaaaaaaaaaaaaaaa-01`] };
    expect(trace.getSpanContext(extract(carrier))).toBeUndefined();
    expect(trace.getSpanContext(extract(carrier, theirs))).toBeDefined();
  });

  it('keeps the random flag and zeroes those that are reserved', () => {
    const context = extract({ traceparent: `00-${TRACE}-${PARENT}-ff` });
    expect(inject(context)).toEqual({ traceparent: `00-${TRACE}-${PARENT}-03` });
    const odd = trace.setSpanContext(ROOT_CONTEXT, { traceId: TRACE, spanId: PARENT, traceFlags: 0x11 });
    expect(inject(odd)).toEqual({ traceparent: `00-${TRACE}-${PARENT}-01` });
    expect(inject(odd, theirs)['traceparent']).not.toMatch(/-[0-9a-f]{2}$/);
  });

  it.each(['a b', 'a,b', '', 'x'.repeat(129), 'a\r\nb', 7, { a: 1 }])('takes no request id that is %j', (id) => {
    expect(inject(extract({ 'x-request-id': id }))).toEqual({});
  });

  it('writes nothing where there is nothing, nor where tracing is suppressed', () => {
    expect(inject(ROOT_CONTEXT)).toEqual({});
    expect(inject(suppressTracing(extract(HEADERS)))).toEqual({});
  });

  it('never throws for what a carrier holds, and writes only what is valid', () => {
    const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.anything(), fc.array(fc.anything()));
    const header = (valid: string): fc.Arbitrary<unknown> =>
      fc.oneof(
        value,
        fc.constant(valid),
        fc.nat(80).map((at) => `${valid.slice(0, at)}\u0001${valid.slice(at)}`),
      );
    const carrier = fc.record({
      traceparent: header(HEADERS.traceparent),
      tracestate: header(HEADERS.tracestate),
      baggage: header(HEADERS.baggage),
      'x-request-id': header('abc'),
    });
    fc.assert(
      fc.property(carrier, (headers) => {
        const written = inject(extract(headers));
        expect(inject(extract(written))).toEqual(written);
        for (const text of Object.values(written)) expect(text).toMatch(/^[\x20-\x7e]+$/);
      }),
      { numRuns: 3000 },
    );
  });

  it('writes the id and the travelling variables of the current request, not of another', () => {
    contextApi.setGlobalContextManager(new ThroughlineContextManager());
    const task = new Tracing().open(scopeWith({ 'x-request-id': 'mine' }));
    task.run(() => {
      TENANT.set('acme');
      expect(inject(contextApi.active())).toEqual({ 'x-request-id': 'mine', baggage: 'otel-tenant=acme' });
      expect(inject(extract(HEADERS))).toEqual(HEADERS);
      contextApi.with(extract({ ...HEADERS, baggage: 'otel-tenant=other' }), () => {
        expect(TENANT.get()).toBe('other');
        CTX_REQUEST_ID.set('changed');
        TENANT.set('new');
        expect(inject(contextApi.active())).toMatchObject({
          'x-request-id': 'changed',
          baggage: 'otel-tenant=new',
        });
      });
    });
  });
});
