import { setTimeout as sleep } from 'node:timers/promises';

import { context as contextApi, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { getRPCMetadata } from '@opentelemetry/core';
import { AlwaysOffSampler, type ReadableSpan, type Sampler, SamplingDecision } from '@opentelemetry/sdk-trace-node';
import { afterEach, describe, expect, it, vi } from 'vitest';

import {
  createTask,
  CTX_REQUEST_ID,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
  getCurrentSpan,
  Span,
  type TracingOptions,
} from '../../src/index.js';
import { OpenTelemetrySpan } from '../../src/opentelemetry/index.js';
import { inject } from '../../src/propagation/index.js';
import { runChild } from '../../src/request/run-child.js';
import { serve, until } from '../adapters/node-http/serve.js';
import { scopeWith } from '../request/scope-with.js';
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
  it('is a SERVER span by the semantic conventions for HTTP', async () => {
    const sdk = registerSdk();
    const { url } = await serve((_request, response) => response.end('ok'), options);
    await fetch(`${url}/a/b?secret=1`, { headers: { 'user-agent': 'tester' } });
    await until(() => sdk.spans.length === 1);
    const [span] = sdk.spans;
    expect(span).toMatchObject({ name: 'GET', kind: SpanKind.SERVER, status: { code: SpanStatusCode.UNSET } });
    expect(span?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'url.path': '/a/b',
      'url.scheme': 'http',
      'client.address': '127.0.0.1',
      'network.protocol.version': '1.1',
      'user_agent.original': 'tester',
    });
    expect(span?.parentSpanContext).toBeUndefined();
  });

  it('calls unknown methods _OTHER, and cuts long values', async () => {
    const sdk = registerSdk();
    const { url, raw } = await serve((_request, response) => response.end('ok'), options);
    await raw('PROPFIND / HTTP/1.1', 'host: a', 'connection: close', '', '');
    await fetch(`${url}/${'x'.repeat(5000)}`, { headers: { 'user-agent': 'y'.repeat(5000) } });
    await until(() => sdk.spans.length === 2);
    const [first, second] = sdk.spans;
    expect(first?.name).toBe('HTTP');
    expect(first?.attributes).toMatchObject({
      'http.request.method': '_OTHER',
      'http.request.method_original': 'PROPFIND',
    });
    for (const name of ['url.path', 'user_agent.original']) expect(second?.attributes[name]).toHaveLength(2048);
  });

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

  it('is in error where the application throws, whose error it records', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const sdk = registerSdk();
    const { url } = await serve(() => {
      throw new TypeError('boom');
    }, options);
    await fetch(url);
    await until(() => sdk.spans.length === 1);
    const [span] = sdk.spans;
    expect(span?.status.code).toBe(SpanStatusCode.ERROR);
    expect(span?.attributes).toMatchObject({ 'http.response.status_code': 500, 'error.type': '500' });
    expect(span?.events).toMatchObject([
      { name: 'exception', attributes: { 'exception.type': 'TypeError', 'exception.message': 'boom' } },
    ]);
  });

  it.each([
    [200, SpanStatusCode.UNSET, undefined],
    [404, SpanStatusCode.UNSET, undefined],
    [500, SpanStatusCode.ERROR, '500'],
    [503, SpanStatusCode.ERROR, '503'],
  ])('status %i', async (status, code, type) => {
    const sdk = registerSdk();
    const { url } = await serve((_request, response) => response.writeHead(status).end(), options);
    await fetch(url);
    await until(() => sdk.spans.length === 1);
    expect(sdk.spans[0]?.status.code).toBe(code);
    expect(sdk.spans[0]?.attributes['error.type']).toBe(type);
    expect(sdk.spans[0]?.events).toEqual([]);
  });

  it('is in error where the client goes', async () => {
    const sdk = registerSdk();
    const { url } = await serve((_request, response) => void response.write('x'), options);
    const abort = new AbortController();
    await fetch(url, { signal: abort.signal });
    abort.abort();
    await until(() => sdk.spans.length === 1);
    const [span] = sdk.spans;
    expect(span?.status.code).toBe(SpanStatusCode.ERROR);
    expect(span?.attributes).toMatchObject({
      'http.response.status_code': 200,
      'error.type': 'TL_ERR_REQUEST_ABORTED',
    });
    expect(span?.events).toEqual([]);
  });

  it.each([
    [new RangeError('x'), undefined, 'RangeError', 'RangeError'],
    ['text', 200, '_OTHER', undefined],
    [{ secret: 1 }, undefined, '_OTHER', 'object'],
    [Object.create(null), undefined, '_OTHER', 'object'],
    [new Error('answered'), 404, undefined, 'Error'],
  ])('records %o with status %s as %s', async (error, status, type, name) => {
    const sdk = registerSdk();
    await createTask(async () => {
      const span = getCurrentSpan(scopeWith(), options);
      if (status !== undefined) {
        void span.response({ type: 'http.response.start', status, headers: new Headers() });
      }
      await span.end(error);
    });
    expect(sdk.spans[0]?.attributes['error.type']).toBe(type);
    expect(sdk.spans[0]?.events[0]?.attributes?.['exception.type']).toBe(name);
  });

  it('has the route that the application or an instrumentation of its framework says', async () => {
    const sdk = registerSdk();
    const { url } = await serve((request, response) => {
      const span = getCurrentSpan() as OpenTelemetrySpan;
      if (request.url === '/application/1') span.route = '/application/:id';
      else getRPCMetadata(contextApi.active())!.route = '/instrumentation/:id';
      response.end();
    }, options);
    await fetch(`${url}/application/1`);
    await fetch(`${url}/instrumentation/1`);
    await until(() => sdk.spans.length === 2);
    expect(sdk.spans.map(({ name, attributes }) => [name, attributes['http.route']])).toEqual([
      ['GET /application/:id', '/application/:id'],
      ['GET /instrumentation/:id', '/instrumentation/:id'],
    ]);
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
