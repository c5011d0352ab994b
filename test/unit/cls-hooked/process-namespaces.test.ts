import { expect, it } from 'vitest';

const holder = process as unknown as { namespaces?: object };

it('process.namespaces is an object like others from when the module is loaded until reset', async () => {
  delete holder.namespaces;
  const { createNamespace, getNamespace, reset } = await import('../../../src/cls-hooked/index.js');
  createNamespace('name');
  expect(holder.namespaces).toBeInstanceOf(Object);
  expect([getNamespace('name')?.name, getNamespace('toString')]).toEqual(['name', undefined]);
  reset();
  expect(Object.getPrototypeOf(holder.namespaces)).toBe(null);
});

it('namespaces come back when somebody assigns another table, and not after reset', async () => {
  const { createNamespace, getNamespace, reset } = await import('../../../src/cls-hooked/index.js');
  const ns = createNamespace('name');
  holder.namespaces = {};
  expect(getNamespace('name')).toBe(ns);
  reset();
  holder.namespaces = {};
  expect(getNamespace('name')).toBeUndefined();
});
