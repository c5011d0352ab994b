import { describe, expect, it } from 'vitest';

import { AsyncContext } from '../../src/async-context/index.js';
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

  describe('AsyncContext.Snapshot.wrap ( fn )', () => {
    const clause = 'AsyncContext.Snapshot.wrap ( fn )';

    it(`${clause}: is a method`, () => {
      expectData(Snapshot, 'wrap', Snapshot.wrap, 'wc');
      expectBuiltIn(Snapshot.wrap, 'wrap', 1);
      expectNoConstructor(Snapshot.wrap);
    });

    it(`${clause}: does without this`, () => {
      const { wrap } = Snapshot;
      expect(wrap(read)()).toBe('default');
    });

    it(`${clause}: throws a TypeError for what cannot be called, at once`, () => {
      for (const fn of NOT_CALLABLE) expect(() => Snapshot.wrap(fn as () => void)).toThrow(TypeError);
    });

    it(`${clause}: makes a built-in function that is no constructor`, () => {
      const wrapped = Snapshot.wrap((_a, _b) => {});
      expectBuiltIn(wrapped, 'wrapped ', 2);
      expectNoConstructor(wrapped);
      expect(Reflect.ownKeys(wrapped).toSorted()).toEqual(['length', 'name']);
    });

    it(`${clause}: calls fn with its own this and arguments`, () => {
      const wrapped = Snapshot.wrap(function (this: unknown, ...args: unknown[]) {
        return [this, ...args];
      });
      for (const receiver of [undefined, null, 1, {}]) {
        expect(Reflect.apply(wrapped, receiver, ['a', undefined])).toEqual([receiver, 'a', undefined]);
      }
    });

    it(`${clause}: calls fn with the values of the time when it was wrapped, and no other`, () => {
      const other = new Variable<string>();
      const wrapped = variable.run('wrapped', () => Snapshot.wrap(() => [variable.get(), other.get()]));
      expect(wrapped()).toEqual(['wrapped', undefined]);
      variable.run('caller', () => other.run('caller', () => expect(wrapped()).toEqual(['wrapped', undefined])));
    });

    it(`${clause}: the values of the caller are back after it, after a throw too`, () => {
      const failure = new Error('failure');
      const wrapped = Snapshot.wrap((fail: boolean) => {
        if (fail) throw failure;
      });
      variable.run('caller', () => {
        wrapped(false);
        expect(read()).toBe('caller');
        expect(() => wrapped(true)).toThrow(failure);
        expect(read()).toBe('caller');
      });
    });

    it(`${clause}: returns what fn returned, a promise untouched`, () => {
      const promise = Promise.resolve();
      expect(Snapshot.wrap(() => promise)()).toBe(promise);
    });

    // CopyNameAndLength
    const setTo = (key: 'length' | 'name', value: unknown) => Object.defineProperty(() => {}, key, { value });
    it.each([
      [0, 0],
      [42, 42],
      [-42, 0],
      [-0, 0],
      [7.9, 7],
      [-0.5, 0],
      [Number.NaN, 0],
      [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
      [Number.NEGATIVE_INFINITY, 0],
      [2 ** 60, 2 ** 60],
      [undefined, 0],
      ['42', 0],
      [42n, 0],
    ])(`${clause}: CopyNameAndLength makes of the length %s %s`, (length, expected) => {
      expectData(Snapshot.wrap(setTo('length', length)), 'length', expected, 'c');
      expect(Object.getOwnPropertyDescriptor(setTo('length', length).bind(null), 'length')?.value).toBe(expected);
    });

    it.each([
      ['text', 'wrapped text'],
      ['', 'wrapped '],
      [42, 'wrapped '],
      [undefined, 'wrapped '],
      [Symbol('s'), 'wrapped '],
      [Object('text'), 'wrapped '],
      [['text'], 'wrapped '],
    ])(`${clause}: CopyNameAndLength makes of the name %s '%s'`, (name, expected) => {
      expectData(Snapshot.wrap(setTo('name', name)), 'name', expected, 'c');
    });

    it(`${clause}: CopyNameAndLength takes an inherited name, and no inherited length`, () => {
      const fn = (_a: unknown): void => {};
      delete (fn as { length?: number }).length;
      delete (fn as { name?: string }).name;
      Object.setPrototypeOf(fn, Object.assign(Object.create(Function.prototype), {}, { inherited: true }));
      Object.defineProperties(Object.getPrototypeOf(fn), { name: { value: 'inherited' }, length: { value: 5 } });
      const wrapped = Snapshot.wrap(fn);
      expect([wrapped.name, wrapped.length]).toEqual(['wrapped inherited', 0]);
    });

    it(`${clause}: CopyNameAndLength asks for length, gets length, gets name`, () => {
      const steps: string[] = [];
      Snapshot.wrap(
        new Proxy(() => {}, {
          getOwnPropertyDescriptor: (target, key) => {
            steps.push(`own ${String(key)}`);
            return Reflect.getOwnPropertyDescriptor(target, key);
          },
          get: (target, key) => {
            steps.push(`get ${String(key)}`);
            return Reflect.get(target, key) as unknown;
          },
        }),
      );
      expect(steps).toEqual(['own length', 'get length', 'get name']);
    });

    it.each(['length', 'name'])(`${clause}: CopyNameAndLength lets through what getting %s throws`, (key) => {
      const failure = new Error('failure');
      const fn = Object.defineProperty(() => {}, key, {
        get() {
          throw failure;
        },
      });
      expect(() => Snapshot.wrap(fn)).toThrow(failure);
    });
  });

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
