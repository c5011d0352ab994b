import { describe, expect, it } from 'vitest';

import { createTask, CTX_REQUEST_ID, TraceCtx } from '../../../src/index.js';

describe('TraceCtx', () => {
  it('sets and gets the id of the current context, fresh unless given', async () => {
    await createTask(() => {
      const id = TraceCtx.setId();
      expect(id).toMatch(/^[0-9a-f]{32}$/);
      expect(TraceCtx.getId()).toBe(id);
      expect(TraceCtx.setId('mine')).toBe('mine');
      expect(CTX_REQUEST_ID.get()).toBe('mine');
    });
    expect(TraceCtx.getId()).toBe('');
  });

  it('refuses an id that could forge a log line', async () => {
    await createTask(() => {
      for (const id of ['', 'a\nb', 'é', 'x'.repeat(1025), 7 as never, null as never]) {
        expect(() => TraceCtx.setId(id)).toThrow(expect.objectContaining({ code: 'TL_ERR_INVALID_ARGUMENT' }));
      }
      expect(TraceCtx.getId()).toBe('');
    });
  });

  it('throws outside any task', () => {
    expect(() => TraceCtx.setId()).toThrow(expect.objectContaining({ code: 'TL_ERR_NO_TASK' }));
  });
});
