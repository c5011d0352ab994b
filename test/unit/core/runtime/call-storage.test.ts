import { expect, it } from 'vitest';

import { CallStorage } from '../../../../src/core/runtime/call-storage.js';

it('holds a value for a call, which it gives its arguments, and no longer', () => {
  const storage = new CallStorage<string>();
  const call = (...args: unknown[]): unknown[] => [storage.getStore(), ...args];
  expect(storage.run('a', call)).toEqual(['a']);
  expect(storage.run('a', call, 1, 'two')).toEqual(['a', 1, 'two']);
  expect(storage.run('a', () => [storage.run('b', call), call()])).toEqual([['b'], ['a']]);
  expect(call()).toEqual([undefined]);
});
