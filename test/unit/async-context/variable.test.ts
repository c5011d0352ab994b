import { describe, expect, it } from 'vitest';

import { AsyncContext } from '../../../src/async-context/index.js';
import { expectBuiltIn, expectData, expectNoConstructor, isConstructor, NOT_CALLABLE, STRANGERS } from './built-in.js';
import { testOrdinaryCreate } from './ordinary-create.js';

const { Snapshot, Variable } = AsyncContext;
const prototype = Variable.prototype;
const construct = (...args: unknown[]): AsyncContext.Variable<unknown> =>
  Reflect.construct(Variable, args) as AsyncContext.Variable<unknown>;
const getter = Object.getOwnPropertyDescriptor(prototype, 'name')?.get as () => string;
const strangers = [...STRANGERS, new Snapshot(), prototype];

// Each title begins with the title of a clause of the proposal.
describe('AsyncContext.Variable Objects', () => {
  describe('The AsyncContext.Variable Constructor', () => {
    it('The AsyncContext.Variable Constructor: is a constructor', () => {
      expectBuiltIn(Variable, 'Variable', 1);
      expect(isConstructor(Variable)).toBe(true);
    });

    it('The AsyncContext.Variable Constructor: may be extended', () => {
      const Base: new (options: { defaultValue: string }) => AsyncContext.Variable<string> = Variable;
      class Loud extends Base {
        readonly #mark = '!';
        override get(): string {
          return `${super.get() ?? ''}${this.#mark}`;
        }
      }
      const loud = new Loud({ defaultValue: 'default' });
      expect(loud).toBeInstanceOf(Variable);
      expect(loud.get()).toBe('default!');
      expect(loud.run('value', () => loud.get())).toBe('value!');
    });
  });

  describe('AsyncContext.Variable ( options )', () => {
    testOrdinaryCreate('AsyncContext.Variable ( options )', Variable);

    it.each([undefined, null, true, 1, 1n, 'text', Symbol('s')])(
      'AsyncContext.Variable ( options ): takes nothing from %s, which is no object',
      (options) => {
        expect(construct(options).name).toBe('');
        expect(construct(options).get()).toBeUndefined();
      },
    );

    it('AsyncContext.Variable ( options ): takes both from an object, a function, or what they inherit', () => {
      const options = { name: 'name', defaultValue: 'value' };
      for (const given of [options, Object.create(options), Object.assign(() => {}, { defaultValue: 'value' })]) {
        expect(construct(given).name).toBe(typeof given === 'function' ? given.name : 'name');
        expect(construct(given).get()).toBe('value');
      }
    });

    it.each([
      ['text', 'text'],
      [undefined, 'undefined'],
      [null, 'null'],
      [42, '42'],
      [['a', 'b'], 'a,b'],
      [{ toString: () => 'converted' }, 'converted'],
    ])('AsyncContext.Variable ( options ): makes a string of the name %j', (name, expected) => {
      expect(construct({ name }).name).toBe(expected);
    });

    it('AsyncContext.Variable ( options ): throws a TypeError for a name that is a symbol', () => {
      expect(() => construct({ name: Symbol('s') })).toThrow(TypeError);
    });

    it('AsyncContext.Variable ( options ): asks for name, gets name, gets defaultValue, then the prototype', () => {
      const steps: string[] = [];
      const record = <T extends object>(target: T): T =>
        new Proxy(target, {
          has: (object, key) => (steps.push(`has ${String(key)}`), Reflect.has(object, key)),
          get: (object, key) => (steps.push(`get ${String(key)}`), Reflect.get(object, key)),
        });
      const name = { toString: () => (steps.push('to string'), 'name') };
      Reflect.construct(Variable, [record({ name, defaultValue: 1 })], record(Array));
      expect(steps).toEqual(['has name', 'get name', 'to string', 'get defaultValue', 'get prototype']);

      steps.length = 0;
      construct(record({}));
      expect(steps).toEqual(['has name', 'get defaultValue']);
    });

    const failure = new Error('failure');
    const fail = (): never => {
      throw failure;
    };
    it.each([
      ['asking for name', new Proxy({}, { has: fail })],
      ['getting name', Object.defineProperty({}, 'name', { get: fail })],
      ['making a string of name', { name: { toString: fail } }],
      ['getting defaultValue', Object.defineProperty({}, 'defaultValue', { get: fail })],
    ])('AsyncContext.Variable ( options ): lets through what %s throws', (_, options) => {
      expect(() => construct(options)).toThrow(failure);
    });
  });

  it('AsyncContext.Variable.prototype', () => expectData(Variable, 'prototype', prototype, ''));

  it('Properties of the AsyncContext.Variable Prototype Object: is an ordinary object', () => {
    expect(Object.getPrototypeOf(prototype)).toBe(Object.prototype);
    expect(Object.isExtensible(prototype)).toBe(true);
    expect(new Set(Reflect.ownKeys(prototype))).toEqual(
      new Set(['constructor', 'run', 'name', 'get', Symbol.toStringTag]),
    );
  });

  it('AsyncContext.Variable.prototype.constructor', () => expectData(prototype, 'constructor', Variable, 'wc'));

  describe('AsyncContext.Variable.prototype.run ( value, func, ...args )', () => {
    const clause = 'AsyncContext.Variable.prototype.run ( value, func, ...args )';
    const variable = new Variable<unknown>({ name: 'variable', defaultValue: 'default' });

    it(`${clause}: is a method`, () => {
      expectData(prototype, 'run', prototype.run, 'wc');
      expectBuiltIn(prototype.run, 'run', 2);
      expectNoConstructor(prototype.run);
    });

    it(`${clause}: throws a TypeError on anything else, and does not call`, () => {
      let calls = 0;
      for (const stranger of strangers) {
        expect(() => Reflect.apply(prototype.run, stranger, [1, () => calls++])).toThrow(TypeError);
      }
      expect(calls).toBe(0);
    });

    it(`${clause}: throws a TypeError for a func that cannot be called`, () => {
      for (const func of NOT_CALLABLE) {
        expect(() => Reflect.apply(prototype.run, variable, [1, func])).toThrow(TypeError);
        expect(variable.get()).toBe('default');
      }
    });

    it(`${clause}: calls with the arguments and without this`, () => {
      const seen = variable.run(
        1,
        function (this: unknown, ...args: unknown[]) {
          return [this, new.target, ...args];
        },
        'a',
        undefined,
        'c',
      );
      expect(seen).toEqual([undefined, undefined, 'a', undefined, 'c']);
    });

    it(`${clause}: holds during the call, and the value is back after it`, () => {
      variable.run('outer', () => {
        expect(variable.get()).toBe('outer');
        variable.run('inner', () => expect(variable.get()).toBe('inner'));
        expect(variable.get()).toBe('outer');
      });
      expect(variable.get()).toBe('default');
    });

    it(`${clause}: the value is back after a throw, which goes through`, () => {
      const failure = new Error('failure');
      const failing = (): never => {
        throw failure;
      };
      variable.run('outer', () => {
        expect(() => variable.run('inner', failing)).toThrow(failure);
        expect(variable.get()).toBe('outer');
      });
    });

    it(`${clause}: leaves the other variables alone`, () => {
      const other = new Variable<string>();
      other.run('other', () => {
        variable.run('value', () => expect([other.get(), variable.get()]).toEqual(['other', 'value']));
        expect([other.get(), variable.get()]).toEqual(['other', 'default']);
      });
    });

    it(`${clause}: returns what the call returned, a promise untouched`, () => {
      const thenable = { then: () => expect.unreachable() };
      const promise = Promise.resolve();
      for (const value of [undefined, 1, {}, thenable, promise]) expect(variable.run(1, () => value)).toBe(value);
    });

    it(`${clause}: two variables of one name are two`, () => {
      const twin = new Variable({ name: 'variable' });
      variable.run('value', () => expect(twin.get()).toBeUndefined());
    });
  });

  describe('get AsyncContext.Variable.prototype.name', () => {
    const clause = 'get AsyncContext.Variable.prototype.name';

    it(`${clause}: is an accessor without a setter`, () => {
      expect(Object.getOwnPropertyDescriptor(prototype, 'name')).toEqual({
        get: getter,
        set: undefined,
        enumerable: false,
        configurable: true,
      });
      expectBuiltIn(getter, 'get name', 0);
      expectNoConstructor(getter);
    });

    it(`${clause}: throws a TypeError on anything else`, () => {
      for (const stranger of strangers) expect(() => Reflect.apply(getter, stranger, [])).toThrow(TypeError);
    });
  });

  describe('AsyncContext.Variable.prototype.get ( )', () => {
    const clause = 'AsyncContext.Variable.prototype.get ( )';

    it(`${clause}: is a method`, () => {
      expectData(prototype, 'get', prototype.get, 'wc');
      expectBuiltIn(prototype.get, 'get', 0);
      expectNoConstructor(prototype.get);
    });

    it(`${clause}: throws a TypeError on anything else`, () => {
      for (const stranger of strangers) expect(() => Reflect.apply(prototype.get, stranger, [])).toThrow(TypeError);
    });

    it(`${clause}: gives the default where there is no value`, () => {
      const defaultValue = {};
      expect(new Variable({ defaultValue }).get()).toBe(defaultValue);
      expect(new Variable().get()).toBeUndefined();
    });

    it.each([undefined, null, 0, '', Number.NaN, false])(`${clause}: %s is a value`, (value) => {
      const variable = new Variable<unknown>({ defaultValue: 'default' });
      expect(variable.run(value, () => variable.get())).toBe(value);
    });
  });

  it('AsyncContext.Variable.prototype [ @@toStringTag ]', () => {
    expectData(prototype, Symbol.toStringTag, 'AsyncContext.Variable', 'c');
    expect(Object.prototype.toString.call(new Variable())).toBe('[object AsyncContext.Variable]');
  });

  it('Properties of AsyncContext.Variable Instances: keep their slots when their prototype goes', () => {
    const variable = new Variable({ name: 'name', defaultValue: 'value' });
    Object.setPrototypeOf(variable, null);
    expect(Reflect.apply(getter, variable, [])).toBe('name');
    expect(Reflect.apply(prototype.get, variable, [])).toBe('value');
  });
});
