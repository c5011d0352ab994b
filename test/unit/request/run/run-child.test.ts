import { describe, expect, it } from 'vitest';

import { currentRunner, runChild, Tracing } from '../../../../src/adapter.js';
import { ContextVar, createTask, CTX_REQUEST_ID, CTX_SPAN_ID, CTX_TRACE_ID } from '../../../../src/index.js';
import { scopeWith } from '../../../support/scope-with.js';

const TENANT = new ContextVar<string>('tenant', { default: '' });

describe('runChild', () => {
  it('runs in a copy of the current context, as a child of its span', () => {
    const task = new Tracing().open(scopeWith());
    void task.start(() => {
      TENANT.set('parent');
      const ids = [CTX_REQUEST_ID.get(), CTX_TRACE_ID.get()];
      const children = [1, 2].map(() =>
        runChild(() => {
          expect([CTX_REQUEST_ID.get(), CTX_TRACE_ID.get(), TENANT.get()]).toEqual([...ids, 'parent']);
          TENANT.set('child');
          return CTX_SPAN_ID.get();
        }),
      );
      expect(TENANT.get()).toBe('parent');
      expect(CTX_SPAN_ID.get()).toBe(task.span?.spanId);
      expect(new Set([task.span?.spanId, ...children]).size).toBe(3);
      for (const child of children) expect(child).toMatch(/^[0-9a-f]{16}$/);
    });
  });
});

describe('currentRunner', () => {
  it('runs in the context in which it was made, from wherever', async () => {
    const run = await createTask(() => {
      const runner = currentRunner();
      TENANT.set('set later');
      return runner;
    });
    expect(run(() => TENANT.get())).toBe('set later');
    run(() => run(() => TENANT.set('again')));
    await createTask(() => expect(run(() => TENANT.get())).toBe('again'));
    expect(TENANT.get()).toBe('');
  });

  it('made outside any task, has a context of its own', () => {
    const run = currentRunner();
    run(() => TENANT.set('own'));
    expect([run(() => TENANT.get()), TENANT.get()]).toEqual(['own', '']);
  });
});
