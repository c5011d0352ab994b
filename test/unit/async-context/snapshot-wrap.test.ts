import { describe, expect, it } from 'vitest';

import { AsyncContext } from '../../../src/async-context/index.js';
import { expectBuiltIn, expectData, expectNoConstructor, NOT_CALLABLE } from './built-in.js';

const { Snapshot, Variable } = AsyncContext;
const variable = new Variable<string>({ name: 'variable', defaultValue: 'default' });
const read = (): string | undefined => variable.get();

// Each title begins with the title of the clause of the proposal.
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
