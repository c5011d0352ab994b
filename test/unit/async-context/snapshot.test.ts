import { describe, expect, it } from 'vitest';

import { AsyncContext } from '../../../src/async-context/index.js';
import { expectBuiltIn, expectData, expectNoConstructor, isConstructor, NOT_CALLABLE, STRANGERS } from './built-in.js';
import { testOrdinaryCreate } from './ordinary-create.js';

const { Snapshot, Variable } = AsyncContext;
const prototype = Snapshot.prototype;
const variable = new Variable<string>({ name: 'variable', defaultValue: 'default' });
const read = (): string | undefined => variable.get();
const strangers = [...STRANGERS, variable, prototype];

// Each title begins with the title of a clause of the proposal.
describe('AsyncContext.Snapshot Objects', () => {
  it('The AsyncContext.Snapshot Constructor: is a constructor', () => {
    expectBuiltIn(Snapshot, 'Snapshot', 0);
    expect(isConstructor(Snapshot)).toBe(true);
  });

  it('The AsyncContext.Snapshot Constructor: may be extended', () => {
    class Reader extends Snapshot {
      read(): string | undefined {
        return this.run(read);
      }
    }
    const reader = variable.run('value', () => new Reader());
    expect(reader).toBeInstanceOf(Snapshot);
    expect(reader.read()).toBe('value');
  });

  describe('AsyncContext.Snapshot ( )', () => testOrdinaryCreate('AsyncContext.Snapshot ( )', Snapshot));

  it('AsyncContext.Snapshot.prototype', () => expectData(Snapshot, 'prototype', prototype, ''));

  it('Properties of the AsyncContext.Snapshot Prototype Object: is an ordinary object', () => {
    expect(Object.getPrototypeOf(prototype)).toBe(Object.prototype);
    expect(Object.isExtensible(prototype)).toBe(true);
    expect(new Set(Reflect.ownKeys(prototype))).toEqual(new Set(['constructor', 'run', Symbol.toStringTag]));
  });

  it('AsyncContext.Snapshot.prototype.constructor', () => expectData(prototype, 'constructor', Snapshot, 'wc'));

  describe('AsyncContext.Snapshot.prototype.run ( func, ...args )', () => {
    const clause = 'AsyncContext.Snapshot.prototype.run ( func, ...args )';

    it(`${clause}: is a method`, () => {
      expectData(prototype, 'run', prototype.run, 'wc');
      expectBuiltIn(prototype.run, 'run', 1);
      expectNoConstructor(prototype.run);
    });

    it(`${clause}: throws a TypeError on anything else, and does not call`, () => {
      let calls = 0;
      for (const stranger of strangers) {
        expect(() => Reflect.apply(prototype.run, stranger, [() => calls++])).toThrow(TypeError);
      }
      expect(calls).toBe(0);
    });

    it(`${clause}: throws a TypeError for a func that cannot be called`, () => {
      const snapshot = new Snapshot();
      variable.run('caller', () => {
        for (const func of NOT_CALLABLE) {
          expect(() => Reflect.apply(prototype.run, snapshot, [func])).toThrow(TypeError);
          expect(read()).toBe('caller');
        }
      });
    });

    it(`${clause}: calls with the arguments and without this`, () => {
      const seen = new Snapshot().run(
        function (this: unknown, ...args: unknown[]) {
          return [this, ...args];
        },
        'a',
        undefined,
      );
      expect(seen).toEqual([undefined, 'a', undefined]);
    });

    it(`${clause}: replaces the whole mapping, what had no value in the snapshot included`, () => {
      const other = new Variable<string>();
      const snapshot = variable.run('snapshot', () => new Snapshot());
      other.run('caller', () => {
        expect(snapshot.run(() => [variable.get(), other.get()])).toEqual(['snapshot', undefined]);
        expect([variable.get(), other.get()]).toEqual(['default', 'caller']);
      });
    });

    it(`${clause}: may be nested, of itself too, and runs of it may be under way at once`, async () => {
      const snapshot = variable.run('snapshot', () => new Snapshot());
      const nested = snapshot.run(() => variable.run('inner', () => [snapshot.run(() => snapshot.run(read)), read()]));
      expect(nested).toEqual(['snapshot', 'inner']);
      const slow = (): Promise<string | undefined> => snapshot.run(() => Promise.resolve().then(read));
      expect(await Promise.all([slow(), slow(), snapshot.run(slow)])).toEqual(['snapshot', 'snapshot', 'snapshot']);
    });

    it(`${clause}: the values of the caller are back after it, after a throw too`, () => {
      const failure = new Error('failure');
      const snapshot = new Snapshot();
      variable.run('caller', () => {
        snapshot.run(() => {});
        expect(read()).toBe('caller');
        expect(() =>
          snapshot.run(() => {
            throw failure;
          }),
        ).toThrow(failure);
        expect(read()).toBe('caller');
      });
    });

    it(`${clause}: returns what the call returned, a promise untouched`, () => {
      const thenable = { then: () => expect.unreachable() };
      const promise = Promise.resolve();
      for (const value of [undefined, 1, thenable, promise]) expect(new Snapshot().run(() => value)).toBe(value);
    });
  });

  it('AsyncContext.Snapshot.prototype [ @@toStringTag ]', () => {
    expectData(prototype, Symbol.toStringTag, 'AsyncContext.Snapshot', 'c');
    expect(Object.prototype.toString.call(new Snapshot())).toBe('[object AsyncContext.Snapshot]');
  });

  it('Properties of AsyncContext.Snapshot Instances: keep their slot when their prototype goes', () => {
    const snapshot = variable.run('snapshot', () => new Snapshot());
    Object.setPrototypeOf(snapshot, null);
    expect(Reflect.apply(prototype.run, snapshot, [read])).toBe('snapshot');
  });
});
