import { describe, expect, it } from 'vitest';

import { bind, ContextVar, createTask } from '../../../../src/index.js';
import { coded } from '../../../support/coded.js';

describe('bind', () => {
  it('passes this, arguments and the result through', () => {
    const receiver = {
      base: 1,
      add: bind(function (this: { base: number }, a: number, b: number) {
        return this.base + a + b;
      }),
    };
    expect(receiver.add(2, 3)).toBe(6);
  });

  it('returns the very same promise', () => {
    const promise = Promise.resolve();
    expect(bind(() => promise)()).toBe(promise);
  });

  it('lets a throw through', () => {
    const failure = new Error('failure');
    const failing = bind(() => {
      throw failure;
    });
    expect(failing).toThrow(failure);
  });

  it('keeps the name and the length', () => {
    const named = (a: number, b: number): number => a + b;
    expect(bind(named).name).toBe('named');
    expect(bind(named)).toHaveLength(2);
  });

  it('captures when it is called, not when the function runs', async () => {
    const variable = new ContextVar<string>('variable', { default: 'default' });
    const read = await createTask(() => {
      variable.set('bound');
      const bound = bind(() => variable.get());
      variable.set('later');
      return bound;
    });
    expect(read()).toBe('bound');
  });

  it('runs each call in a fresh copy', () => {
    const count = new ContextVar<number>('count', { default: 0 });
    const increment = bind(() => {
      count.set(count.get() + 1);
      return count.get();
    });
    expect([increment(), increment(), increment()]).toEqual([1, 1, 1]);
    expect(count.get()).toBe(0);
  });

  it('binding twice keeps the first context', () => {
    const variable = new ContextVar<string>('variable');
    const inner = variable.run('inner', () => bind(() => variable.get()));
    const outer = variable.run('outer', () => bind(inner));
    expect(outer()).toBe('inner');
  });

  it('a bound function may run while its task is entered', async () => {
    const variable = new ContextVar<string>('variable');
    const seen = await createTask(() => {
      variable.set('task');
      return bind(() => variable.get())();
    });
    expect(seen).toBe('task');
  });

  it.each([[undefined], [null], ['fn'], [{}]])('%s is not a function', (fn) => {
    expect(() => bind(fn as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
  });
});
