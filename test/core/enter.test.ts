import { AsyncResource } from 'node:async_hooks';

import { expect, it } from 'vitest';

import { Context } from '../../src/index.js';

it('a context is entered also while foreign code has switched the frame on top of it', () => {
  const elsewhere = new AsyncResource('elsewhere');
  const context = new Context();
  context.run(() =>
    elsewhere.runInAsyncScope(() => {
      expect(() => context.run(() => {})).toThrow(expect.objectContaining({ code: 'TL_ERR_CONTEXT_ENTERED' }));
    }),
  );
  expect(context.run(() => 'left')).toBe('left');
});

it('a context stays entered after a run inside it has ended', () => {
  const elsewhere = new AsyncResource('elsewhere');
  const context = new Context();
  context.run(() => {
    new Context().run(() => {});
    elsewhere.runInAsyncScope(() => {
      expect(() => context.run(() => {})).toThrow(expect.objectContaining({ code: 'TL_ERR_CONTEXT_ENTERED' }));
    });
  });
});
