import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, expectTypeOf, it } from 'vitest';

import { traced } from '../../../src/adapters/fetch/index.js';
import {
  ContextVar,
  copyContext,
  createTask,
  CTX_JOB_NAME,
  CTX_REQUEST_ID,
  CTX_REQUEST_PATH,
  CTX_TRACE_ID,
  type ErrorCode,
  getCurrentSpan,
  logContext,
  Span,
} from '../../../src/index.js';
import { runJob } from '../../../src/jobs/index.js';
import { extract, inject } from '../../../src/propagation/index.js';
import { Tracing } from '../../../src/request/run/tracing.js';
import { coded } from '../../support/coded.js';
import { nextWarning } from '../../support/next-warning.js';
import { scopeWith } from '../../support/scope-with.js';

const USER = new ContextVar<string>('user', { default: 'nobody' });
const BOOM = new TypeError('boom');

describe('runJob', () => {
  it('runs a job in a context of its own, with ids, its name and a span', () => {
    const seen = runJob({ name: 'nightly' }, (span) => {
      expect(getCurrentSpan()).toBe(span);
      expect(span.scope).toMatchObject({ type: 'job', name: 'nightly', method: '', path: '' });
      expect([CTX_REQUEST_ID.get(), CTX_JOB_NAME.get(), CTX_REQUEST_PATH.get()]).toEqual([
        span.requestId,
        'nightly',
        '',
      ]);
      return logContext();
    });
    expect(seen).toEqual({
      request_id: expect.stringMatching(/^[\da-f]{32}$/),
      trace_id: seen['request_id'],
      span_id: expect.stringMatching(/^[\da-f]{16}$/),
      trace_flags: '02',
      job: 'nightly',
    });
    expect(logContext()).toEqual({});
  });

  it('makes a name safe for lines', () => {
    const { job } = runJob({ name: `a\nb${'x'.repeat(5000)}` }, () => logContext());
    expect(job).toMatch(/^a\\u000ab/);
    expect(String(job).length).toBeLessThan(1024);
  });

  it('inherits from no request and from no job, which keep their own', () => {
    const request = new Tracing().open(scopeWith({ 'x-request-id': 'mine' }));
    request.run(() => {
      USER.set('ada');
      const before = [...copyContext()];
      const inner = runJob({ name: 'outer' }, () => {
        expect([USER.get(), CTX_REQUEST_PATH.get()]).toEqual(['nobody', '']);
        USER.set('grace');
        return runJob({ name: 'inner' }, () => [USER.get(), CTX_JOB_NAME.get(), CTX_TRACE_ID.get()]);
      });
      expect(inner.slice(0, 2)).toEqual(['nobody', 'inner']);
      expect([...copyContext()]).toEqual(before);
      expect(getCurrentSpan()).toBe(request.span);
    });
  });

  it('starts from what was set around it', async () => {
    await createTask(() => {
      USER.set('all');
      runJob({ name: 'nightly' }, () => {
        expect(USER.get()).toBe('all');
        USER.set('own');
      });
      expect(USER.get()).toBe('all');
    });
  });

  it('has nothing of it in a block of a request within', async () => {
    await runJob({ name: 'nightly' }, async () => {
      await using span = getCurrentSpan(scopeWith());
      await span.requestBefore();
      expect(logContext()).toMatchObject({ method: 'GET', path: '/path' });
      expect(logContext()).not.toHaveProperty('job');
    });
  });

  it('lets no request join it that is handled within', async () => {
    await runJob({ name: 'nightly' }, async (span) => {
      const handle = traced(() => new Response(CTX_REQUEST_ID.get()));
      const response = await handle(new Request('http://host/'));
      expect(await response.text()).toMatch(/^[\da-f]{32}$/);
      expect(response.headers.get('x-request-id')).not.toBe(span.requestId);
      expect([getCurrentSpan(), CTX_JOB_NAME.get()]).toEqual([span, 'nightly']);
    });
  });

  it('returns what the function returns, a promise or not, and ends the span before the caller goes on', async () => {
    let span: Span | undefined;
    const keep = (own: Span): void => void (span = own);
    expect(runJob({ name: 'a' }, (own) => (keep(own), 5))).toBe(5);
    expect([span?.ended, span?.error]).toEqual([true, undefined]);
    const promise = runJob({ name: 'a' }, async (own) => {
      keep(own);
      await sleep(1);
      expect(own.ended).toBe(false);
      return 'later';
    });
    expect(span?.ended).toBe(false);
    expect(await promise).toBe('later');
    expect(span?.ended).toBe(true);
  });

  it('starts a thenable that does nothing before it is awaited in the job', async () => {
    const query = { then: (done: (id: string) => void) => done(CTX_JOB_NAME.get()) } as unknown as PromiseLike<string>;
    expect(await runJob({ name: 'query' }, () => query)).toBe('query');
  });

  it.each([
    ['thrown', () => runJob({ name: 'a' }, (span): void => fail(span, BOOM)), BOOM, BOOM],
    ['rejected', () => runJob({ name: 'a' }, async (span) => fail(span, BOOM)), BOOM, BOOM],
    [
      'undefined',
      () => runJob({ name: 'a' }, async (span) => fail(span, undefined)),
      undefined,
      coded('TL_ERR_NOTHING_THROWN'),
    ],
  ])('ends the span with what was %s, and hands it on unchanged', async (_, run, thrown, error) => {
    await expect((async () => run())()).rejects.toBe(thrown);
    expect([failed?.ended, failed?.error]).toEqual([true, error]);
  });

  let failed: Span | undefined;
  function fail(span: Span, error: unknown): never {
    failed = span;
    throw error;
  }

  it('calls the hooks of the options and of a class of spans, in its context, once', async () => {
    const calls: string[] = [];
    const note = (what: string): void => void calls.push(`${what} ${CTX_REQUEST_ID.get()}`);
    class Own extends Span {
      override end(error?: unknown): void | PromiseLike<void> {
        note('class');
        return super.end(error);
      }
    }
    const ids = ['1', '2', '3'];
    const options = {
      span: Own,
      generate: () => ids.shift() as string,
      requestBefore: () => note('before'),
      end: () => note('end'),
    };
    expect(runJob({ name: 'a', ...options }, (span) => (note('job'), span instanceof Own))).toBe(true);
    await runJob({ name: 'b', ...options }, async () => note('job'));
    expect(calls).toEqual(['before 1', 'job 1', 'class 1', 'end 1', 'before 2', 'job 2', 'class 2', 'end 2']);
  });

  it('waits for the hook requestBefore, whose failure is a warning', async () => {
    const order: string[] = [];
    const requestBefore = async (): Promise<void> => {
      await sleep(1);
      order.push('hook');
    };
    const result = runJob({ name: 'a', requestBefore }, () => order.push(CTX_JOB_NAME.get()));
    expect(await result).toBe(2);
    expect(order).toEqual(['hook', 'a']);
    const warning = nextWarning('TL_WARN_HOOK_FAILED');
    expect(await runJob({ name: 'a', requestBefore: () => Promise.reject(BOOM) }, () => 'done')).toBe('done');
    await warning;
  });

  it.each<[options: unknown, code: ErrorCode, named: string]>([
    [{}, 'TL_ERR_INVALID_ARGUMENT', 'name'],
    [{ name: '' }, 'TL_ERR_INVALID_ARGUMENT', 'name'],
    [{ name: 7 }, 'TL_ERR_INVALID_ARGUMENT', 'name'],
    [undefined, 'TL_ERR_INVALID_ARGUMENT', 'options'],
    [{ name: 'a', from: 'traceparent' }, 'TL_ERR_INVALID_ARGUMENT', 'carrier'],
    [{ name: 'a', links: [1] }, 'TL_ERR_INVALID_ARGUMENT', 'carrier'],
    [{ name: 'a', links: {} }, 'TL_ERR_INVALID_OPTION', 'links'],
    [{ name: 'a', parent: 'child' }, 'TL_ERR_INVALID_OPTION', 'parent'],
    [{ name: 'a', trust: 'all' }, 'TL_ERR_INVALID_OPTION', 'trust'],
    ...['responseHeader', 'response', 'requestAfter', 'skip', 'headers'].map((option): [object, ErrorCode, string] => [
      { name: 'a', [option]: () => 'x' },
      'TL_ERR_INVALID_OPTION',
      option,
    ]),
  ])('refuses %j with %s, which says %s', (options, code, named) => {
    let calls = 0;
    const run = (): unknown => runJob(options as never, () => calls++);
    expect(run).toThrow(coded(code));
    expect(run).toThrow(named);
    expect(() => runJob({ name: 'a' }, undefined as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    expect(calls).toBe(0);
  });

  it('has the types of what it returns', () => {
    const span = Span;
    expectTypeOf(runJob({ name: 'a' }, () => 5)).toEqualTypeOf<number>();
    expectTypeOf(runJob({ name: 'a', trust: 'ignore' }, async () => 5)).toEqualTypeOf<Promise<number>>();
    expectTypeOf(runJob({ name: 'a', span }, async () => 5)).toEqualTypeOf<Promise<number>>();
    expectTypeOf(runJob({ name: 'a', span }, () => 5)).toEqualTypeOf<number | Promise<number>>();
  });
});

describe('200 jobs at once', () => {
  it('never mix their lines, ids and traces', async () => {
    const one = async (index: number): Promise<void> => {
      const carrier = index % 2 === 0 ? extract({}).run(() => inject<Record<string, string>>({})) : undefined;
      const name = `job-${index % 7}`;
      let expected: unknown;
      await runJob({ name, ...(carrier && { from: carrier }), generate: () => `id-${index}` }, async (span) => {
        expected = { ...logContext(), user: index };
        USER.set(`user-${index}`);
        for (let i = 0; i < 5; i++) {
          await sleep(Math.random() * 5);
          expect({ ...logContext(), user: index }).toEqual(expected);
          expect(USER.get()).toBe(`user-${index}`);
          expect(getCurrentSpan()).toBe(span);
        }
      });
      const { request_id: id, trace_id: trace, job } = expected as Record<string, string>;
      expect(job).toBe(name);
      if (carrier === undefined) expect(id).toBe(`id-${index}`);
      else expect([id, trace]).toEqual([carrier['x-request-id'], carrier['traceparent']?.slice(3, 35)]);
    };
    await Promise.all(Array.from({ length: 200 }, (_, index) => one(index)));
    expect(logContext()).toEqual({});
  });
});
