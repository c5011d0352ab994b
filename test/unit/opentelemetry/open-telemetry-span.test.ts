import { setTimeout as sleep } from 'node:timers/promises';

import { trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { type ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { afterEach, describe, expect, it, vi } from 'vitest';

import {
  createTask,
  CTX_SPAN_ID,
  CTX_TRACE_ID,
  getCurrentSpan,
  Span,
  type TracingOptions,
} from '../../../src/index.js';
import { OpenTelemetrySpan } from '../../../src/opentelemetry/index.js';
import { inject } from '../../../src/propagation/index.js';
import { runChild } from '../../../src/request/run/run-child.js';
import { serve } from '../../support/serve.js';
import { until } from '../../support/until.js';
import { scopeWith } from '../../support/scope-with.js';
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

describe('OpenTelemetrySpan with an SDK', () => {
  it('is the parent of what is traced in the request, over awaits and listeners, and of that in turn', async () => {
    const sdk = registerSdk();
    const tracer = trace.getTracer('test');
    const logged: unknown[] = [];
    const { url } = await serve(async (request, response) => {
      for await (const _ of request);
      await tracer.startActiveSpan('outer', async (outer) => {
        await sleep(1);
        logged.push([[CTX_TRACE_ID.get(), CTX_SPAN_ID.get()], idsOf(outer as never)]);
        tracer.startSpan('inner').end();
        outer.end();
      });
      response.on('finish', () => tracer.startSpan('finish').end());
      response.end();
    }, options);
    await fetch(url, { method: 'POST', body: 'x' });
    await until(() => sdk.spans.length === 4);
    const named = (name: string): ReadableSpan => sdk.spans.find((span) => span.name === name)!;
    const parentOf = (name: string): unknown => named(name).parentSpanContext?.spanId;
    expect(parentOf('outer')).toBe(named('POST').spanContext().spanId);
    expect(parentOf('inner')).toBe(named('outer').spanContext().spanId);
    expect(parentOf('finish')).toBe(named('POST').spanContext().spanId);
    expect(new Set(sdk.spans.map((span) => span.spanContext().traceId)).size).toBe(1);
    for (const [variables, span] of logged as [unknown, unknown][]) expect(variables).toEqual(span);
  });

  it('messages of a long request say, and send, the span that is recorded', async () => {
    const sdk = registerSdk();
    let sent: unknown;
    const { url } = await serve((_request, response) => {
      runChild(() => {
        sent = [CTX_SPAN_ID.get(), inject<Record<string, string>>({})['traceparent']?.slice(36, 52)];
      });
      response.end();
    }, options);
    await fetch(url);
    await until(() => sdk.spans.length === 1);
    const { spanId } = sdk.spans[0]!.spanContext();
    expect(sent).toEqual([spanId, spanId]);
  });

  it('ends once, after the hook, which may still say something of it', async () => {
    const sdk = registerSdk();
    await createTask(async () => {
      const end = (): void => void trace.getActiveSpan()?.setAttribute('hook', true);
      const span = getCurrentSpan(scopeWith(), { ...options, end });
      await span.end();
      await span.end(new Error('late'));
    });
    expect(sdk.spans.map(({ attributes, events }) => [attributes['hook'], events])).toEqual([[true, []]]);
  });

  it('ends though a hook throws', async () => {
    const sdk = registerSdk();
    await createTask(() => {
      const span = getCurrentSpan(scopeWith(), {
        ...options,
        end: () => {
          throw new Error('hook');
        },
      });
      expect(() => span.end()).toThrow('hook');
    });
    expect(sdk.spans).toHaveLength(1);
  });

  it('is active in an await using block, nested too, and not after it', async () => {
    const sdk = registerSdk();
    const active = (): unknown => trace.getActiveSpan()?.spanContext().spanId;
    await createTask(async () => {
      {
        await using outer = getCurrentSpan(scopeWith(), options);
        await outer.requestBefore();
        expect([active(), CTX_SPAN_ID.get()]).toEqual([outer.spanId, outer.spanId]);
        {
          await using inner = getCurrentSpan(scopeWith(), options);
          await inner.requestBefore();
          expect([active(), inject<Record<string, string>>({})['traceparent']?.slice(36, 52)]).toEqual([
            inner.spanId,
            inner.spanId,
          ]);
        }
        expect([active(), CTX_SPAN_ID.get()]).toEqual([outer.spanId, outer.spanId]);
      }
      expect([active(), CTX_SPAN_ID.get()]).toEqual([undefined, '']);
    });
    expect(sdk.spans).toHaveLength(2);
  });

  it('is a root, though a request arrives while a span is active', async () => {
    const sdk = registerSdk();
    await trace.getTracer('test').startActiveSpan('ambient', async (ambient) => {
      await using span = getCurrentSpan(scopeWith(), options);
      await span.requestBefore();
      expect(trace.getActiveSpan()?.spanContext().spanId).toBe(span.spanId);
      ambient.end();
    });
    expect(sdk.spans.find(({ name }) => name === 'GET')?.parentSpanContext).toBeUndefined();
  });

  it('is a plain span, with a warning, where the SDK fails', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    registerSdk({
      sampler: {
        shouldSample: () => {
          throw new Error('sampler');
        },
        toString: () => '',
      },
    });
    const { url, ended } = await serve((_request, response) => response.end(), options);
    expect((await fetch(url)).status).toBe(200);
    await until(() => ended.length === 1);
    expect(ended[0]?.requestId).toBe(ended[0]?.traceId);
    expect(warned).toHaveBeenCalledOnce();
  });

  it('with another context manager is exported with its ids and sent as the parent, though not active', async () => {
    const sdk = registerSdk({ contextManager: new AsyncLocalStorageContextManager() });
    let sent: unknown;
    const { url } = await serve((_request, response) => {
      sent = [CTX_SPAN_ID.get(), inject<Record<string, string>>({})['traceparent']?.slice(36, 52)];
      expect(trace.getActiveSpan()).toBeUndefined();
      response.end();
    }, options);
    await fetch(url, { headers: SAMPLED });
    await until(() => sdk.spans.length === 1);
    const { traceId, spanId } = sdk.spans[0]!.spanContext();
    expect(traceId).toBe(TRACE);
    expect(sent).toEqual([spanId, spanId]);
  });

  it('never mixes 300 requests, 60 in flight: each is one tree', async () => {
    const sdk = registerSdk();
    const tracer = trace.getTracer('test');
    const { url } = await serve(async (_request, response) => {
      await sleep(Math.random() * 3);
      await Promise.all(
        [1, 2].map((n) =>
          tracer.startActiveSpan(`child ${n}`, async (child) => {
            await sleep(Math.random() * 3);
            tracer.startSpan('leaf').end();
            child.end();
          }),
        ),
      );
      response.end();
    }, options);
    for (let round = 0; round < 5; round++) await Promise.all(Array.from({ length: 60 }, () => fetch(url)));
    await until(() => sdk.spans.length === 1500);
    const byId = new Map(sdk.spans.map((span) => [span.spanContext().spanId, span]));
    const depth = { GET: 0, 'child 1': 1, 'child 2': 1, leaf: 2 } as Record<string, number>;
    for (const span of sdk.spans) {
      const parent = byId.get(span.parentSpanContext?.spanId ?? '');
      expect(parent === undefined ? -1 : depth[parent.name]).toBe(depth[span.name]! - 1);
      if (parent !== undefined) expect(parent.spanContext().traceId).toBe(span.spanContext().traceId);
    }
    const traces = new Map<string, number>();
    for (const { traceId } of sdk.spans.map((span) => span.spanContext())) {
      traces.set(traceId, (traces.get(traceId) ?? 0) + 1);
    }
    expect([traces.size, new Set(traces.values())]).toEqual([300, new Set([5])]);
  });
});

describe('OpenTelemetrySpan without an SDK', () => {
  it('is a Span: same ids, same flags, same hooks, nothing active', async () => {
    for (const headers of [SAMPLED, {}, { 'x-request-id': 'abc' }]) {
      const make = (span: TracingOptions['span']): Promise<unknown> =>
        createTask(async () => {
          await using made = getCurrentSpan(scopeWith(headers), { span: span! });
          await made.requestBefore();
          expect(made.spanId).toBe(CTX_SPAN_ID.get());
          expect(trace.getActiveSpan()).toBeUndefined();
          const { requestId, traceId, parentId, traceFlags, tracestate, baggage } = made;
          const isShared = requestId === traceId;
          const brought = Object.keys(headers).length > 0;
          return [
            brought && requestId.length < 32 && requestId,
            parentId,
            traceFlags,
            tracestate,
            [...baggage],
            isShared,
          ];
        });
      expect(await make(OpenTelemetrySpan)).toEqual(await make(Span));
    }
  });
});
