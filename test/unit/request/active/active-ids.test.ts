import { setTimeout as sleep } from 'node:timers/promises';

import {
  type Context,
  context,
  createTraceState,
  propagation,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { RPCType, setRPCMetadata, W3CTraceContextPropagator } from '@opentelemetry/core';
import { type Sampler, SamplingDecision } from '@opentelemetry/sdk-trace-node';
import { afterEach, describe, expect, it } from 'vitest';

import {
  createTask,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
  getCurrentSpan,
  logContext,
  type Scope,
  startSpan,
  withSpan,
} from '../../../../src/index.js';
import { runJob } from '../../../../src/jobs/index.js';
import { OpenTelemetrySpan, ThroughlineContextManager } from '../../../../src/opentelemetry/index.js';
import { extract, inject } from '../../../../src/propagation/index.js';
import { Tracing } from '../../../../src/request/run/tracing.js';
import { scopeWith } from '../../../support/scope-with.js';
import { registerSdk, removeSdk } from '../../opentelemetry/sdk.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const REMOTE: SpanContext = { traceId: TRACE, spanId: PARENT, traceFlags: 1, isRemote: true };

afterEach(() => removeSdk());

/** What every place says of the current flow: lines, variables, and what is sent. */
function idsHere(): { ids: string; flags: number; tracestate: string } {
  const { trace_id: traceId, span_id: spanId } = logContext();
  const ids = `${String(traceId)}-${String(spanId)}`;
  expect(`${CTX_TRACE_ID.get()}-${CTX_SPAN_ID.get()}`).toBe(ids);
  const carrier: Record<string, string> = inject({});
  expect(carrier['traceparent']).toContain(traceId);
  expect(carrier['tracestate'] ?? '').toBe(CTX_TRACESTATE.get());
  return { ids, flags: CTX_TRACE_FLAGS.get(), tracestate: CTX_TRACESTATE.get() };
}

const idsOf = ({ traceId, spanId }: Pick<SpanContext, 'traceId' | 'spanId'>): string => `${traceId}-${spanId}`;

/** Runs `fn` as a request that is recorded as OpenTelemetry's HTTP instrumentation does it. */
function instrumented<R>(headers: Record<string, string>, fn: (server: SpanContext) => R): R {
  const caller = new W3CTraceContextPropagator().extract(ROOT_CONTEXT, headers, {
    get: (carrier, name) => carrier[name],
    keys: Object.keys,
  });
  const span = trace.getTracer('test').startSpan('GET', { kind: SpanKind.SERVER }, caller);
  return context.with(setRPCMetadata(trace.setSpan(caller, span), { type: RPCType.HTTP, span }), async () => {
    try {
      return await createTask(async () => {
        await using _ = getCurrentSpan(scopeWith(headers));
        return await fn(span.spanContext());
      });
    } finally {
      span.end();
    }
  }) as R;
}

const MANAGERS = {
  ours: () => new ThroughlineContextManager(),
  own: () => new AsyncLocalStorageContextManager(),
};

describe.each(['ours', 'own'] as const)('beside OpenTelemetry, with %s as the context manager', (manager) => {
  const register = (sampler?: Sampler): ReturnType<typeof registerSdk> =>
    registerSdk({ contextManager: MANAGERS[manager](), ...(sampler && { sampler }) });

  it('gives spans that overlap in branches of OpenTelemetry their parents', async () => {
    const sdk = register();
    await createTask(async () => {
      const outer = startSpan('outer');
      const branch = (name: string, ms: number): Promise<void> =>
        trace.getTracer('test').startActiveSpan(name, async (span) => {
          const within = startSpan(`within ${name}`);
          await sleep(ms);
          startSpan(`in ${name}`).end();
          within.end();
          startSpan(`after ${name}`).end();
          span.end();
        });
      const branches = [branch('a', 1), branch('b', 5)];
      expect(idsHere().ids).toBe(idsOf(outer));
      startSpan('beside').end();
      await Promise.all(branches);
      outer.end();
    });
    const names = new Map(sdk.spans.map((span) => [span.spanContext().spanId, span.name]));
    const tree = sdk.spans.map(
      ({ name, parentSpanContext }) => `${names.get(parentSpanContext?.spanId ?? '')} > ${name}`,
    );
    expect(tree.toSorted()).toEqual([
      'a > after a',
      'a > within a',
      'b > after b',
      'b > within b',
      'outer > a',
      'outer > b',
      'outer > beside',
      'undefined > outer',
      'within a > in a',
      'within b > in b',
    ]);
  });

  it('is the span of a job for OpenTelemetry too, from its start on, where a request or a span is around it', async () => {
    const sdk = register();
    const library = (name: string): void => trace.getTracer('library').startSpan(name).end();
    const job = (name: string): Promise<void> =>
      runJob({ name, span: OpenTelemetrySpan }, async () => library(`in ${name}`));
    const request = new Tracing({ span: OpenTelemetrySpan }).open(scopeWith({}));
    await request.run(async () => job('of a request'));
    await createTask(() => withSpan('batch', () => job('of a batch')));
    const names = new Map(sdk.spans.map((span) => [span.spanContext().spanId, span.name]));
    for (const name of ['of a request', 'of a batch']) {
      const within = sdk.spans.find((span) => span.name === `in ${name}`);
      expect(names.get(within?.parentSpanContext?.spanId ?? '')).toBe(name);
    }
  });

  it('is not the span of the request in a job that is not recorded', async () => {
    register();
    const request = new Tracing({ span: OpenTelemetrySpan }).open(scopeWith({}));
    await request.run(async () => {
      const { trace_id: traceId } = logContext();
      await runJob({ name: 'job' }, async () => {
        for (let round = 0; round < 2; round++) {
          expect(logContext()['trace_id']).not.toBe(traceId);
          expect(trace.getActiveSpan()).toBe(undefined);
          startSpan('first').end();
        }
      });
    });
  });

  it('is the span around a block that has left one open', async () => {
    register();
    await createTask(async () => {
      const outer = startSpan('outer');
      await (async () => {
        await using _ = getCurrentSpan(scopeWith({}));
        startSpan('left open');
      })();
      expect(idsHere().ids).toBe(idsOf(outer));
      outer.end();
    });
  });

  it('sends no zeros where an SDK records nothing', () => {
    context.setGlobalContextManager(MANAGERS[manager]().enable());
    new Tracing().open(scopeWith({})).run(() => {
      const { trace_id: traceId } = logContext();
      trace.getTracer('test').startActiveSpan('of nobody', (span) => {
        expect(idsOf(span.spanContext())).toMatch(/^0+-0+$/);
        const sent = inject<Record<string, string>>({})['traceparent'];
        expect(sent).toMatch(new RegExp(`^00-${String(traceId)}-(?!0{16})[0-9a-f]{16}-`));
      });
    });
  });

  it('work that outlives its request goes on in its span, which was exported', async () => {
    const sdk = register();
    let later: Promise<string> | undefined;
    const server = await instrumented({}, (span) => {
      later = sleep(5).then(() => idsHere().ids);
      return Promise.resolve(span);
    });
    expect(sdk.spans.map((span) => idsOf(span.spanContext()))).toEqual([idsOf(server)]);
    expect(await later).toBe(idsOf(server));
  });

  it.each(['job', 'message'] as const)('a %s that a request leaves behind has a trace of its own', async (type) => {
    const sdk = register();
    const scope: Scope = { ...scopeWith(), type };
    const within = async (): Promise<[string, string]> => {
      const before = idsHere().ids;
      await sleep(1);
      const span = startSpan('step');
      const ids = idsHere().ids;
      span.end();
      expect(idsHere().ids).toBe(before);
      return [before, ids];
    };
    const [server, [before, step]] = await instrumented({}, async (span) => {
      const job = type === 'message' ? extract({}).run(within) : inJob(scope, within);
      expect(idsHere().ids).toBe(idsOf(span));
      return [span, await job] as const;
    });
    expect(before).not.toContain(server.traceId);
    expect(step).not.toContain(server.traceId);
    const child = sdk.spans.find(({ name }) => name === 'step');
    expect([idsOf(child!.spanContext()), child?.parentSpanContext]).toEqual([step, undefined]);
  });

  it('a remote span that the application made active is the one of lines, and the parent of what is sent', async () => {
    register();
    const other = { ...REMOTE, traceId: 'f'.repeat(32) };
    await instrumented({}, async (server) => {
      await context.with(trace.setSpanContext(context.active(), other), async () => {
        await sleep(1);
        expect(idsHere().ids).toBe(idsOf(other));
        expect(inject<Record<string, string>>({})['traceparent']).toContain(idsOf(other));
      });
      expect(idsHere().ids).toBe(idsOf(server));
    });
  });

  it('a remote span outside of any request is the one of lines', async () => {
    register();
    await context.with(trace.setSpanContext(ROOT_CONTEXT, REMOTE), async () => {
      await sleep(1);
      expect(idsHere().ids).toBe(idsOf(REMOTE));
    });
  });

  it('the tracestate is that of the active span, also one that a sampler gave it', async () => {
    const traceState = createTraceState('sampled=by-us,a=1');
    const sampler: Sampler = {
      shouldSample: (_: Context, _traceId, name) => ({
        decision: SamplingDecision.RECORD_AND_SAMPLED,
        ...(name === 'inner' && { traceState }),
      }),
      toString: () => 'test',
    };
    register(sampler);
    const headers = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'a=1' };
    await instrumented(headers, async (server) => {
      expect(idsHere()).toMatchObject({ ids: idsOf(server), tracestate: 'a=1', flags: 1 });
      await trace.getTracer('test').startActiveSpan('inner', async (span) => {
        await sleep(1);
        expect(idsHere()).toMatchObject({ ids: idsOf(span.spanContext()), tracestate: 'sampled=by-us,a=1' });
        span.end();
      });
      expect(idsHere().tracestate).toBe('a=1');
    });
  });

  it('baggage that was made active leaves the ids as they are', async () => {
    register();
    await instrumented({}, async (server) => {
      const baggage = propagation.createBaggage({ user: { value: 'ada' } });
      await context.with(propagation.setBaggage(context.active(), baggage), async () => {
        await sleep(1);
        expect(idsHere().ids).toBe(idsOf(server));
      });
    });
  });

  it('what is active in one request is not active in the next, wherever that begins', async () => {
    register();
    await instrumented({}, async (server) => {
      const inner = trace.getTracer('test').startSpan('inner');
      await context.with(trace.setSpan(context.active(), inner), async () => {
        const ids = await inJob(scopeWith(), async () => idsHere().ids);
        expect(ids).not.toContain(server.traceId);
        expect(idsHere().ids).toBe(idsOf(inner.spanContext()));
      });
    });
  });
});

/** Runs `fn` in a block of its own. */
function inJob<R>(scope: Scope, fn: () => Promise<R>): Promise<R> {
  return createTask(async () => {
    await using span = getCurrentSpan(scope);
    await span.requestBefore();
    return await fn();
  });
}
