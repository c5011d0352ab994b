import { describe, expect, it } from 'vitest';

import { AsyncContext } from '../../../src/async-context/index.js';
import { runScript } from '../../support/run-script.js';
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

  it('The AsyncContext Object: ours is no property of the global object, and one that is there stays', async () => {
    const script = `
      const before = Reflect.ownKeys(globalThis).length;
      const native = (globalThis.AsyncContext = Object.freeze({}));
      const { AsyncContext: ours } = await import('throughline/async-context');
      const after = Reflect.ownKeys(globalThis).length;
      console.log(JSON.stringify([globalThis.AsyncContext === native, ours === native, typeof ours.Variable, after - before]));
    `;
    expect(await runScript(script)).toEqual([true, false, 'function', 2]); // the other is the slot of the core
  });

  it('AsyncContext [ @@toStringTag ]', () => {
    expectData(AsyncContext, Symbol.toStringTag, 'AsyncContext', 'c');
    expect(Object.prototype.toString.call(AsyncContext)).toBe('[object AsyncContext]');
  });
});
