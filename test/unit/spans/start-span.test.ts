import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  type ChildSpan,
  createTask,
  CTX_SPAN_ID,
  CTX_TRACE_ID,
  gather,
  logContext,
  startSpan,
  withSpan,
} from '../../../src/index.js';
import { inject } from '../../../src/propagation/index.js';
import { Tracing } from '../../../src/request/run/tracing.js';
import { captureSpans, type SpanCapture } from '../../../src/testing/index.js';
import { coded } from '../../support/coded.js';
import { scopeWith } from '../../support/scope-with.js';

describe('startSpan', () => {
  let capture: SpanCapture;
  beforeEach(() => {
    capture = captureSpans();
  });
  afterEach(() => capture[Symbol.dispose]());
  const inRequest = <R>(fn: () => R): R => new Tracing().open(scopeWith({})).run(fn);

  it('is a child of the active span, and active until its block ends', async () => {
    await inRequest(async () => {
      const requestSpan = CTX_SPAN_ID.get();
      {
        using outer = startSpan('outer');
        expect(CTX_SPAN_ID.get()).toBe(outer.spanId);
        await sleep(1);
        {
          using inner = startSpan('inner', { answer: 42 });
          expect([inner.traceId, CTX_SPAN_ID.get()]).toEqual([outer.traceId, inner.spanId]);
        }
        expect(CTX_SPAN_ID.get()).toBe(outer.spanId);
      }
      expect(CTX_SPAN_ID.get()).toBe(requestSpan);
      expect(capture.roots).toMatchObject([{ name: 'outer', parentId: requestSpan, traceId: CTX_TRACE_ID.get() }]);
    });
    expect(capture.outline).toBe('outer\n  inner');
    expect(capture.find('inner')).toMatchObject({ attributes: { answer: 42 }, hasEnded: true, error: undefined });
  });

  it('makes the nearest open span active, in whichever order spans end', async () => {
    await createTask(() => {
      const [first, second, third] = [startSpan('first'), startSpan('second'), startSpan('third')];
      second.end();
      expect(CTX_SPAN_ID.get()).toBe(third.spanId);
      third.end();
      expect(CTX_SPAN_ID.get()).toBe(first.spanId);
      first.end();
      expect(CTX_SPAN_ID.get()).toBe('');
    });
    expect(capture.outline).toBe('first\n  second\n    third');
  });

  it('is not active in a task that was started before, and not after its end in one that was started within', async () => {
    await createTask(async () => {
      const before = createTask(() => sleep(2).then(() => CTX_SPAN_ID.get()));
      const span = startSpan('span');
      const within = createTask(async () => {
        const early = CTX_SPAN_ID.get();
        await sleep(2);
        return [early, CTX_SPAN_ID.get()];
      });
      span.end();
      expect(await before).toBe('');
      expect(await within).toEqual([span.spanId, '']);
    });
  });

  it('is the parent of what is sent, and in the lines', () => {
    inRequest(() => {
      using span = startSpan('span');
      expect(inject<Record<string, string>>({})['traceparent']).toBe(`00-${span.traceId}-${span.spanId}-02`);
      expect(logContext()).toMatchObject({ trace_id: span.traceId, span_id: span.spanId });
    });
  });

  it('says what it is told until it has ended', async () => {
    await createTask(() => {
      const span = startSpan('span', { a: 1 });
      const error = new Error('no');
      span
        .setAttribute('b', true)
        .setAttributes({ c: ['x'] })
        .addEvent('retry', { attempt: 2 })
        .fail(error);
      span.addLink(`00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`).addLink('no traceparent');
      span.end();
      span.setAttribute('late', 1).addEvent('late').fail(new Error('late')).end();
      expect(span.isRecording).toBe(false);
      expect(capture.spans).toMatchObject([
        {
          attributes: { a: 1, b: true, c: ['x'] },
          events: [{ name: 'retry', attributes: { attempt: 2 } }],
          links: [{ traceId: '1'.repeat(32), parentId: '2'.repeat(16), flags: 1 }],
          error,
        },
      ]);
    });
  });

  it('outside any task is recorded, and not active', () => {
    using span = startSpan('span');
    expect([span.isRecording, CTX_SPAN_ID.get(), capture.outline]).toEqual([true, '', 'span']);
  });

  it('is no span of another request that begins within it', () => {
    inRequest(() => {
      using outer = startSpan('outer');
      inRequest(() => {
        using inner = startSpan('inner');
        expect(inner.traceId).not.toBe(outer.traceId);
      });
    });
    expect(capture.roots.map(({ name }) => name)).toEqual(['outer', 'inner']);
  });

  it('where nobody records has no ids, and changes none', () => {
    capture[Symbol.dispose]();
    inRequest(() => {
      const before = CTX_SPAN_ID.get();
      using span = startSpan('span', { a: 1 });
      span.setAttribute('b', 2).addEvent('event').fail(new Error('no'));
      expect([span.isRecording, span.traceId, span.spanId, CTX_SPAN_ID.get()]).toEqual([false, '', '', before]);
    });
  });

  it('is captured in the same time, however many there are', async () => {
    await createTask(() => {
      const started = performance.now();
      for (let n = 0; n < 40_000; n++) startSpan('root').end();
      expect(performance.now() - started).toBeLessThan(4000); // a search of all for each would take ten seconds
    });
    expect(capture.roots).toHaveLength(40_000);
    capture.clear();
    expect([capture.roots, capture.outline]).toEqual([[], '']);
  });

  it('lets go of those that have ended, where spans take turns', async () => {
    await createTask(() => {
      let last = startSpan('turn');
      for (let turn = 0; turn < 9; turn++) {
        const next = startSpan('turn');
        last.end();
        last = next;
      }
      expect(chainOf(last)).toBeLessThan(3);
      last.end();
    });
  });

  it.each([[undefined], [''], [1]])('%s is no name', (name) => {
    expect(() => startSpan(name as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    expect(() => withSpan(name as never, () => 1)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
  });

  it('branches that run at once take gather and withSpan', async () => {
    const branch = (name: string) => () =>
      withSpan(name, async () => {
        await sleep(1);
        using _ = startSpan(`within ${name}`);
        await sleep(1);
      });
    await createTask(() => withSpan('all', () => gather(branch('a'), branch('b'))));
    expect(capture.outline).toBe('all\n  a\n    within a\n  b\n    within b');
  });
});

/** How many spans are kept by one. */
function chainOf(span: ChildSpan): number {
  let count = 0;
  for (let entry = span.parent; entry !== undefined; entry = entry.parent) count++;
  return count;
}
