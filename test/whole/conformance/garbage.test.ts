import { describe, expect, it } from 'vitest';

import { runScript } from './run-script.js';

describe('garbage', () => {
  const collected = (make: string): Promise<string> =>
    runScript(`
      import { setTimeout as sleep } from 'node:timers/promises';
      import { Context, ContextVar, copyContext, createTask } from 'throughline';
      const variable = new ContextVar('variable');
      const make = async () => { ${make} };
      const ref = await make();
      for (let n = 0; n < 20 && ref.deref(); n++) { await sleep(5); gc(); }
      console.log(ref.deref() === undefined ? 'gone' : 'held');
    `);

  it('a context that nobody holds goes', async () => {
    expect(await collected('return new WeakRef(new Context())')).toBe('gone');
  });

  it('a context in a cycle through its value goes', async () => {
    const make = `const context = new Context();
      context.run(() => variable.set({ context, copy: copyContext(), token: variable.set(1) }));
      return new WeakRef(context);`;
    expect(await collected(make)).toBe('gone');
  });

  it('the value of a finished task goes', async () => {
    const make = `return createTask(async () => {
        const value = {};
        variable.set(value);
        await sleep(1);
        return new WeakRef(value);
      });`;
    expect(await collected(make)).toBe('gone');
  });

  it('a value that was reset goes while its context stays', async () => {
    const make = `globalThis.kept = new Context();
      return kept.run(() => {
        const value = {};
        globalThis.token = variable.set(value);
        variable.reset(token);
        return new WeakRef(value);
      });`;
    expect(await collected(make)).toBe('gone');
  });

  it('what was overwritten goes, however many variables there are and forks there were', async () => {
    const make = `const many = Array.from({ length: 200 }, (_, n) => new ContextVar('variable ' + n));
      const [low, middle, high] = [many[5], many[80], many[180]];
      const refs = [];
      let context = new Context();
      for (let n = 0; n < 50; n++) {
        context.run(() => {
          for (const each of [low, middle, high]) {
            const value = {};
            each.set(value);
            if (n === 0) refs.push(new WeakRef(value));
          }
        });
        context = context.copy();
        context.run(() => (n % 2 ? middle : high).set(n));
      }
      globalThis.kept = context;
      return { deref: () => refs.find((each) => each.deref() !== undefined) };`;
    expect(await collected(make)).toBe('gone');
  });

  it('a value that is still set stays', async () => {
    const make = `globalThis.kept = new Context();
      return kept.run(() => {
        const value = {};
        variable.set(value);
        return new WeakRef(value);
      });`;
    expect(await collected(make)).toBe('held');
  });
});
