import { expect, it } from 'vitest';

it('testing loads, where there is node:stream', async () => {
  expect(await import('throughline/testing')).toHaveProperty('LogCapture');
});

it('cls-hooked loads, where there is a process', async () => {
  const { default: cls } = await import('throughline/cls-hooked');
  const ns = cls.createNamespace('entries');
  const context: unknown = ns.createContext();
  ns.enter(context);
  ns.set('key', 'entered');
  const later = new Promise((resolve) => {
    setTimeout(() => resolve(ns.get('key')), 1);
  });
  ns.exit(context);
  const run = ns.runAndReturn(async () => (ns.set('key', 'run'), await later, ns.get('key') as unknown));
  expect([await later, await run, ns.active]).toEqual(['entered', 'run', null]);
});
