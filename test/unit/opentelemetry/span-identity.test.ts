import { propagation, SpanKind } from '@opentelemetry/api';
import { AlwaysOffSampler, type ReadableSpan, type Sampler, SamplingDecision } from '@opentelemetry/sdk-trace-node';
import { afterEach, describe, expect, it, vi } from 'vitest';

import {
  CTX_REQUEST_ID,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
  Span,
  type TracingOptions,
} from '../../../src/index.js';
import { OpenTelemetrySpan } from '../../../src/opentelemetry/index.js';
import { inject } from '../../../src/propagation/index.js';
import { serve } from '../../support/serve.js';
import { until } from '../../support/until.js';
import { registerSdk, removeSdk } from './sdk.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const SAMPLED = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'a=1', baggage: 'user=ada' };
const options: TracingOptions = { span: OpenTelemetrySpan };
const idsOf = (span: Span | ReadableSpan): unknown =>
  span instanceof Span ? [span.traceId, span.spanId] : [span.spanContext().traceId, span.spanContext().spanId];

afterEach(() => {
  removeSdk();
  vi.restoreAllMocks();
});

describe('the identity of an OpenTelemetrySpan', () => {
  it('has the ids of the OpenTelemetry span; a fresh request id is its trace id', async () => {
    const sdk = registerSdk();
    const seen: unknown[] = [];
    const { url, ended } = await serve((_request, response) => {
      seen.push([CTX_TRACE_ID.get(), CTX_SPAN_ID.get()], CTX_REQUEST_ID.get(), CTX_TRACE_FLAGS.get());
      response.end();
    }, options);
    const id = (await fetch(url)).headers.get('x-request-id');
    await until(() => sdk.spans.length === 1);
    const ids = idsOf(sdk.spans[0]!);
    expect(seen).toEqual([ids, (ids as string[])[0], 1]);
    expect(idsOf(ended[0]!)).toEqual(ids);
    expect([id, ended[0]?.requestId]).toEqual([(ids as string[])[0], (ids as string[])[0]]);
  });

  it('keeps a request id that was brought, or made by an option', async () => {
    const sdk = registerSdk();
    const { url } = await serve((_request, response) => response.end(), options);
    for (const id of ['abc', TRACE]) {
      const response = await fetch(url, { headers: { 'x-request-id': id } });
      expect(response.headers.get('x-request-id')).toBe(id);
    }
    const made = await serve((_request, response) => response.end(), { ...options, generate: () => 'made' });
    expect((await fetch(made.url)).headers.get('x-request-id')).toBe('made');
    await until(() => sdk.spans.length === 3);
    expect(sdk.spans.map((span) => span.parentSpanContext)).toEqual([undefined, undefined, undefined]);
  });

  it('continues a trace that is trusted, with its tracestate and baggage', async () => {
    const sdk = registerSdk();
    let seen: unknown;
    const { url, ended } = await serve((_request, response) => {
      seen = [CTX_TRACESTATE.get(), propagation.getActiveBaggage()?.getEntry('user')?.value];
      response.end();
    }, options);
    await fetch(url, { headers: SAMPLED });
    await until(() => sdk.spans.length === 1);
    expect(sdk.spans[0]?.parentSpanContext).toMatchObject({ traceId: TRACE, spanId: PARENT, isRemote: true });
    expect(ended[0]).toMatchObject({ traceId: TRACE, parentId: PARENT, traceFlags: 1, tracestate: 'a=1' });
    expect(ended[0]?.spanId).not.toBe(PARENT);
    expect(seen).toEqual(['a=1', 'ada']);
  });

  it('links to a trace, or ignores it, as trust says', async () => {
    const sdk = registerSdk();
    for (const trust of ['link', 'ignore'] as const) {
      const { url } = await serve((_request, response) => response.end(), { ...options, trust });
      await fetch(url, { headers: SAMPLED });
    }
    await until(() => sdk.spans.length === 2);
    const [linked, ignored] = sdk.spans;
    expect(linked?.links).toMatchObject([{ context: { traceId: TRACE, spanId: PARENT, isRemote: true } }]);
    expect(ignored?.links).toEqual([]);
    for (const span of sdk.spans) {
      expect(span.parentSpanContext).toBeUndefined();
      expect(span.spanContext().traceId).not.toBe(TRACE);
    }
  });

  it.each([
    [0, '00', 0],
    [1, '01', 1],
    [2, '02', 0],
    [3, '03', 1],
  ])('leaves the decision on flags %i to the SDK, and keeps the random flag', async (flags, text, exported) => {
    const sdk = registerSdk();
    let sent: unknown;
    const { url, ended } = await serve((_request, response) => {
      sent = inject<Record<string, string>>({})['traceparent'];
      response.end();
    }, options);
    await fetch(url, { headers: { traceparent: `00-${TRACE}-${PARENT}-${text}` } });
    await until(() => ended.length === 1);
    expect(sdk.spans).toHaveLength(exported);
    expect(sent).toBe(`00-${TRACE}-${ended[0]?.spanId}-${text}`);
    expect(ended[0]?.traceFlags).toBe(flags);
  });

  it('is not sampled where the SDK samples nothing: the flag goes out so, the ids hold', async () => {
    const sdk = registerSdk({ sampler: new AlwaysOffSampler() });
    let sent: unknown;
    const { url, ended } = await serve((_request, response) => {
      sent = inject<Record<string, string>>({})['traceparent'];
      response.end();
    }, options);
    await fetch(url);
    await until(() => ended.length === 1);
    expect(sdk.spans).toEqual([]);
    expect(sent).toBe(`00-${ended[0]?.traceId}-${ended[0]?.spanId}-00`);
    expect(ended[0]?.requestId).toBe(ended[0]?.traceId);
  });

  it('shows the sampler what is known of the request', async () => {
    const calls: unknown[] = [];
    const sampler: Sampler = {
      shouldSample: (_context, _traceId, name, kind, attributes) => {
        calls.push([name, kind, attributes['url.path']]);
        return { decision: SamplingDecision.RECORD_AND_SAMPLED };
      },
      toString: () => 'sampler',
    };
    registerSdk({ sampler });
    const { url } = await serve((_request, response) => response.end(), options);
    await fetch(`${url}/path`);
    expect(calls).toEqual([['GET', SpanKind.SERVER, '/path']]);
  });
});
