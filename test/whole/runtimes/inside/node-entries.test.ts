import { expect, it } from 'vitest';

it('testing loads, where there is node:stream', async () => {
  expect(await import('throughline/testing')).toHaveProperty('LogCapture');
});

const { navigator } = globalThis as { readonly navigator?: { readonly userAgent?: string } };
const isWorker = navigator?.userAgent === 'Cloudflare-Workers';

it('cls-hooked loads, where there is a process', async () => {
  const { default: cls } = await import('throughline/cls-hooked');
  const ns = cls.createNamespace('entries');
  const run = ns.runAndReturn(async () => {
    ns.set('key', 'run');
    await Promise.resolve();
    return ns.get('key') as unknown;
  });
  const result = await ns.runPromise(async () => {
    ns.set('key', 'promised');
    await Promise.resolve();
    return ns.get('key') as unknown;
  });
  expect([await run, result]).toEqual(['run', 'promised']);
});

it('cls-hooked enters and exits, but on Workers', async () => {
  const { default: cls } = await import('throughline/cls-hooked');
  const ns = cls.createNamespace('enters');
  const context: unknown = ns.createContext();
  if (isWorker) {
    expect(() => ns.enter(context)).toThrow('This runtime has no AsyncLocalStorage.enterWith(). Use run().');
    return;
  }
  ns.enter(context);
  ns.set('key', 'entered');
  const later = Promise.resolve().then(() => ns.get('key') as unknown);
  ns.exit(context);
  expect([await later, ns.active]).toEqual(['entered', null]);
});
