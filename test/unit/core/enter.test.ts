import { AsyncResource } from 'node:async_hooks';

import { expect, it } from 'vitest';

import { Context, ContextVar } from '../../../src/index.js';

it('a stack that is full, again and again, harms nothing', () => {
  const variable = new ContextVar('depth', { default: 0 });
  const deeper = (depth: number): unknown => variable.run(depth, () => deeper(depth + 1));
  const padded = (padding: number): unknown => (padding === 0 ? deeper(1) : padded(padding - 1));
  for (let padding = 0; padding < 300; padding++) expect(() => padded(padding)).toThrow(RangeError);
  expect(variable.get()).toBe(0);
  expect(variable.run(1, () => variable.run(2, () => variable.get()))).toBe(2);
});

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
