import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import {
  context as contextApi,
  type Context,
  createContextKey,
  defaultTextMapGetter,
  diag,
  propagation,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  ContextVar,
  createTask,
  CTX_BAGGAGE,
  CTX_REQUEST_ID,
  CTX_SPAN_ID,
  CTX_TRACE_FLAGS,
  CTX_TRACE_ID,
  CTX_TRACESTATE,
} from '../../../src/index.js';
import { ThroughlineContextManager, ThroughlinePropagator } from '../../../src/opentelemetry/index.js';
import { asBaggage, extract, inject } from '../../../src/propagation/index.js';
import { Tracing } from '../../../src/request/run/tracing.js';
import { scopeWith } from '../../support/scope-with.js';

const KEY = createContextKey('test');
const ONE = ROOT_CONTEXT.setValue(KEY, 1);
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const spanContext = (spanId: string, traceFlags = 1) => ({ traceId: TRACE, spanId, traceFlags });
const withSpan = (spanId: string, traceFlags = 1): Context =>
  trace.setSpanContext(ROOT_CONTEXT, spanContext(spanId, traceFlags));
const A = 'aaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbb';
const ids = (): unknown[] => [CTX_TRACE_ID.get(), CTX_SPAN_ID.get(), CTX_TRACE_FLAGS.get()];

describe('ThroughlineContextManager', () => {
  let manager: ThroughlineContextManager;
  beforeEach(() => {
    manager = new ThroughlineContextManager();
    contextApi.setGlobalContextManager(manager);
  });
  afterEach(() => contextApi.disable());

  it('shares the variables of the task: what is set within is seen outside, and the other way round', async () => {
    const variable = new ContextVar<string>('variable', { default: '' });
    await createTask(() => {
      variable.set('outer');
      manager.with(ONE, () => {
        expect(variable.get()).toBe('outer');
        variable.set('inner');
      });
      expect(variable.get()).toBe('inner');
    });
  });

  it('bound functions and listeners run in the context in which they were bound, as those of bind()', async () => {
    const variable = new ContextVar<string>('variable', { default: '' });
    const emitter = new EventEmitter();
    const seen: unknown[] = [];
    const see = (): unknown => seen.push([variable.get(), manager.active()]);
    const bound = await createTask(() => {
      variable.set('here');
      manager.bind(ONE, emitter).on('event', see);
      return { see: manager.bind(ONE, see) };
    });
    await createTask(() => {
      variable.set('elsewhere');
      bound.see();
      emitter.emit('event');
    });
    expect(seen).toEqual([
      ['here', ONE],
      ['here', ONE],
    ]);
  });

  it('has the variables say the active span, and those from before where none is', () => {
    const task = new Tracing().open(scopeWith({ 'x-request-id': TRACE }));
    task.run(() => {
      const own = ids();
      expect(own[0]).toBe(TRACE);
      manager.with(withSpan(A), () => {
        expect(ids()).toEqual([TRACE, A, 1]);
        manager.with(withSpan(B, 0), () => {
          expect(ids()).toEqual([TRACE, B, 0]);
          manager.with(ROOT_CONTEXT, () => expect(ids()).toEqual(own));
          manager.with(withSpan(A), () => manager.with(ONE, () => expect(ids()).toEqual(own)));
        });
        expect(ids()).toEqual([TRACE, A, 1]);
      });
      manager.with(ONE, () => expect(ids()).toEqual(own));
      expect(ids()).toEqual(own);
    });
    manager.with(withSpan(A), () => manager.with(ONE, () => expect(ids()).toEqual(['', '', 0])));
  });

  it('leaves the variables alone where the span is invalid', () => {
    manager.with(trace.setSpanContext(ROOT_CONTEXT, { traceId: '0', spanId: '', traceFlags: 1 }), () => {
      expect(ids()).toEqual(['', '', 0]);
    });
  });

  it('keeps the random flag of a trace, which OpenTelemetry does not know', () => {
    extract({ traceparent: `00-${TRACE}-${A}-02` }).run(() => {
      manager.with(withSpan(B, 1), () => expect(CTX_TRACE_FLAGS.get()).toBe(3));
    });
  });

  it('inject agrees with the active span, which is the parent of what is sent', () => {
    const state = trace.setSpanContext(ROOT_CONTEXT, {
      ...spanContext(A),
      traceState: { serialize: () => 'a=1' } as never,
    });
    manager.with(state, () => {
      expect(CTX_TRACESTATE.get()).toBe('a=1');
      expect(inject({})).toEqual({ traceparent: `00-${TRACE}-${A}-01`, tracestate: 'a=1' });
    });
    extract({ traceparent: `00-${TRACE}-${A}-01` }).run(() => {
      expect(inject<Record<string, string>>({})['traceparent']).not.toContain(A);
    });
  });

  it('carries baggage and request id of a context that becomes active', () => {
    const carrier = { traceparent: `00-${TRACE}-${A}-01`, baggage: 'k=v', 'x-request-id': 'abc' };
    const extracted = new ThroughlinePropagator().extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
    manager.with(extracted, () => {
      expect([CTX_REQUEST_ID.get(), CTX_BAGGAGE.get().get('k')?.value]).toEqual(['abc', 'v']);
      CTX_REQUEST_ID.set('def');
      manager.with(trace.setSpanContext(extracted, spanContext(B)), () => {
        expect([CTX_REQUEST_ID.get(), CTX_SPAN_ID.get()]).toEqual(['def', B]);
      });
      manager.with(propagation.deleteBaggage(extracted), () => expect(CTX_BAGGAGE.get().size).toBe(0));
    });
    expect(CTX_REQUEST_ID.get()).toBe('');
  });

  it('attach() holds in the current task, its caller and its children, until it is disposed', async () => {
    await createTask(async () => {
      const before = createTask(() => sleep(5).then(() => manager.active()));
      const token = await (async () => manager.attach(withSpan(A)))();
      expect(ids()).toEqual([TRACE, A, 1]);
      const child = createTask(() => sleep(5).then(() => ids()));
      await Promise.resolve();
      const inner = manager.attach(ONE);
      expect([manager.active(), CTX_SPAN_ID.get()]).toEqual([ONE, '']);
      inner.dispose();
      token.dispose();
      token.dispose();
      expect([manager.active(), ...ids()]).toEqual([ROOT_CONTEXT, '', '', 0]);
      expect(await before).toBe(ROOT_CONTEXT);
      expect(await child).toEqual(['', '', 0]); // an attached context that was disposed is active nowhere
    });
    expect(manager.active()).toBe(ROOT_CONTEXT);
  });

  it.each(['with', 'attach'] as const)('%s() gives variables that travel their values, in a copy', async (kind) => {
    const TENANT = asBaggage(new ContextVar<string>(`${kind}-tenant`));
    const OTHER = new ContextVar<string>('other');
    const brought = propagation.setBaggage(
      ROOT_CONTEXT,
      propagation.createBaggage({ [`${kind}-tenant`]: { value: 'acme' } }),
    );
    await createTask(() => {
      const within = (): void => {
        expect([TENANT.tryGet(), CTX_BAGGAGE.get().size]).toEqual(['acme', 1]);
        OTHER.set('set in the copy');
      };
      if (kind === 'with') manager.with(brought, within);
      else {
        const token = manager.attach(brought);
        within();
        token.dispose();
      }
      expect([TENANT.tryGet(), OTHER.tryGet(), CTX_BAGGAGE.get().size]).toEqual([undefined, undefined, 0]);
    });
  });

  it('attach() does nothing outside any task, where every request would get it, and says so', () => {
    const warned = vi.spyOn(diag, 'warn');
    const token = manager.attach(ONE);
    expect([manager.active(), warned.mock.calls.length]).toEqual([ROOT_CONTEXT, 1]);
    token.dispose();
    warned.mockRestore();
  });

  it('is the same as a stack, for any nesting of with, bind and attach', () => {
    const step = fc.record({
      kind: fc.constantFrom('with', 'bind', 'attach'),
      spanId: fc.option(fc.constantFrom(A, B), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const run = (depth: number): void => {
          const given = steps[depth];
          if (given === undefined) return;
          const before = [manager.active(), ...ids()];
          const next = given.spanId === undefined ? ROOT_CONTEXT.setValue(KEY, depth) : withSpan(given.spanId);
          const inside = (): void => {
            expect(manager.active()).toBe(next);
            expect(CTX_SPAN_ID.get()).toBe(given.spanId ?? '');
            run(depth + 1);
            expect(manager.active()).toBe(next);
            expect(CTX_SPAN_ID.get()).toBe(given.spanId ?? '');
          };
          if (given.kind === 'with') manager.with(next, inside);
          else if (given.kind === 'bind') manager.bind(next, inside)();
          else {
            const token = manager.attach(next);
            inside();
            token.dispose();
          }
          expect([manager.active(), ...ids()]).toEqual(before);
        };
        extract({}).run(() => {
          CTX_TRACE_ID.set('');
          CTX_SPAN_ID.set('');
          CTX_TRACE_FLAGS.set(0);
          run(0);
        });
      }),
      { numRuns: 300 },
    );
  });
});
