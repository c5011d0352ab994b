import { describe, expect, it } from 'vitest';

import { AsyncContext } from '../../src/async-context/index.js';
import { expectData, isConstructor } from './built-in.js';

// Each title begins with the title of a clause of the proposal.
describe('The AsyncContext Object', () => {
  it('The AsyncContext Object: is an ordinary object that inherits from Object.prototype', () => {
    expect(Object.getPrototypeOf(AsyncContext)).toBe(Object.prototype);
    expect(Object.isExtensible(AsyncContext)).toBe(true);
    expect(Reflect.ownKeys(AsyncContext)).toHaveLength(3);
  });

  it('The AsyncContext Object: is no function and no constructor', () => {
    expect(typeof AsyncContext).toBe('object');
    expect(isConstructor(AsyncContext)).toBe(false);
  });

  it.each(['Snapshot', 'Variable'] as const)(
    'Constructor Properties of the AsyncContext Object: AsyncContext.%s ( . . . )',
    (name) => expectData(AsyncContext, name, AsyncContext[name], 'wc'),
  );

  it('AsyncContext [ @@toStringTag ]', () => {
    expectData(AsyncContext, Symbol.toStringTag, 'AsyncContext', 'c');
    expect(Object.prototype.toString.call(AsyncContext)).toBe('[object AsyncContext]');
  });
});
