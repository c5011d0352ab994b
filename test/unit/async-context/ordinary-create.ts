import { expect, it } from 'vitest';

type Constructor = (new () => object) & { readonly prototype: object };

/** The tests of what every constructor of the specification does by OrdinaryCreateFromConstructor, under the title of its clause. */
export function testOrdinaryCreate(clause: string, Class: Constructor): void {
  it(`${clause}: throws a TypeError when it is called, not constructed`, () => {
    const call = (receiver: unknown) => () => Reflect.apply(Class as never, receiver, []);
    expect(call(undefined)).toThrow(TypeError);
    expect(call(new Class())).toThrow(TypeError);
  });

  it(`${clause}: makes another extensible object each time, without properties`, () => {
    const made = new Class();
    expect(new Class()).not.toBe(made);
    expect(Object.getPrototypeOf(made)).toBe(Class.prototype);
    expect(Object.isExtensible(made)).toBe(true);
    expect(Reflect.ownKeys(made)).toEqual([]);
  });

  it(`${clause}: takes the prototype of NewTarget, read once`, () => {
    const reads: string[] = [];
    const newTarget = new Proxy(Array, {
      get(target, key, receiver) {
        reads.push(String(key));
        return Reflect.get(target, key, receiver);
      },
    });
    expect(Object.getPrototypeOf(Reflect.construct(Class, [], newTarget))).toBe(newTarget.prototype);
    expect(reads).toEqual(['prototype', 'prototype']); // the second is that of the line before
  });

  it.each([undefined, null, true, 1, '', Symbol('s')])(
    `${clause}: takes its own where that of NewTarget is %s`,
    (value) => {
      const bound = Object.defineProperty(Array.bind(null), 'prototype', { value });
      expect(Object.getPrototypeOf(Reflect.construct(Class, [], bound))).toBe(Class.prototype);
    },
  );

  it(`${clause}: lets through what reading the prototype throws`, () => {
    const failure = new Error('failure');
    const bound = Object.defineProperty(Array.bind(null), 'prototype', {
      get() {
        throw failure;
      },
    });
    expect(() => void Reflect.construct(Class, [], bound)).toThrow(failure);
  });
}
