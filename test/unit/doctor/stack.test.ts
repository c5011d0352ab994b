import { afterEach, expect, it } from 'vitest';

import { callsOf, takeStack } from '../../../src/doctor/source/stack.js';

const before = Object.getOwnPropertyDescriptors(Error);
const changed = ['stackTraceLimit', 'prepareStackTrace'] as const;

afterEach(() => {
  for (const name of changed) {
    Reflect.deleteProperty(Error, name);
    if (before[name] !== undefined) Object.defineProperty(Error, name, before[name]);
  }
});

const refuse = (name: (typeof changed)[number]): PropertyDescriptor => ({
  configurable: true,
  get: () => (name === 'stackTraceLimit' ? 10 : undefined),
  set: () => {
    throw new Error(`nobody sets ${name}`);
  },
});

it.each(changed)('throws nothing where the application gave %s a setter that throws, and leaves that', (name) => {
  Object.defineProperty(Error, name, refuse(name));
  const accessor = Object.getOwnPropertyDescriptor(Error, name);
  function here(): void {
    // V8 takes no stack where the limit is no plain number.
    expect(callsOf(takeStack(here, 5)).length > 0).toBe(name === 'prepareStackTrace');
  }
  here();
  expect(Object.getOwnPropertyDescriptor(Error, name)).toEqual(accessor);
});

it('leaves stackTraceLimit away where the application took it away', () => {
  Reflect.deleteProperty(Error, 'stackTraceLimit');
  takeStack(refuse, 5);
  expect(Object.hasOwn(Error, 'stackTraceLimit')).toBe(false);
});
