import { describe, expect, it } from 'vitest';

import { Context, ContextVar, copyContext, createTask, Token } from '../../../src/index.js';
import { coded } from '../../support/coded.js';
import { START_STATES } from './start-states.js';

describe.each(START_STATES)('variables, $state', ({ start }) => {
  it('two variables with the same name are different variables', () =>
    start(() => {
      const first = new ContextVar<number>('same');
      const second = new ContextVar<number>('same');
      first.set(1);
      expect(first.get()).toBe(1);
      expect(second.tryGet()).toBeUndefined();
    }));

  it('get() fails without value and default', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      expect(() => variable.get()).toThrow(coded('TL_ERR_NO_VALUE'));
    }));

  it('get() gives the default while there is no value', () =>
    start(() => {
      const variable = new ContextVar<number>('variable', { default: 7 });
      expect(variable.get()).toBe(7);
    }));

  it('get(fallback) gives the fallback before the default', () =>
    start(() => {
      const variable = new ContextVar<number>('variable', { default: 7 });
      expect(variable.get(8)).toBe(8);
    }));

  it('get(fallback) gives the value before the fallback', () =>
    start(() => {
      const variable = new ContextVar<number>('variable', { default: 7 });
      variable.set(9);
      expect(variable.get(8)).toBe(9);
    }));

  it('an explicit undefined is a fallback', () =>
    start(() => {
      const variable = new ContextVar<number>('variable', { default: 7 });
      expect(variable.get(undefined)).toBeUndefined();
    }));

  it.each([[undefined], [null], [0], [''], [false], [Number.NaN]])('%s is a value', (value) =>
    start(() => {
      const variable = new ContextVar<unknown>('variable', { default: 'default' });
      variable.set(value);
      expect(variable.get()).toBe(value);
      expect(variable.get('fallback')).toBe(value);
      expect(variable.tryGet()).toBe(value);
      expect(copyContext().has(variable)).toBe(true);
      expect(copyContext().get(variable, 'fallback')).toBe(value);
    }),
  );

  it.each([[undefined], [null], [0], [''], [false]])('%s is a default', (value) =>
    start(() => {
      const variable = new ContextVar<unknown>('variable', { default: value });
      expect(variable.get()).toBe(value);
      expect(variable.tryGet()).toBe(value);
    }),
  );

  it('options without a default give no default', () =>
    start(() => {
      const variable = Reflect.construct(ContextVar, ['variable', {}]);
      expect(() => variable.get()).toThrow(coded('TL_ERR_NO_VALUE'));
    }));

  it('tryGet() gives the value, else the default, else undefined', () =>
    start(() => {
      const bare = new ContextVar<number>('bare');
      const withDefault = new ContextVar<number>('withDefault', { default: 7 });
      expect([bare.tryGet(), withDefault.tryGet()]).toEqual([undefined, 7]);
      bare.set(1);
      withDefault.set(2);
      expect([bare.tryGet(), withDefault.tryGet()]).toEqual([1, 2]);
    }));

  it('run(value, fn) shows the value to fn alone', () =>
    start(() => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      expect(variable.run('inside', () => variable.get())).toBe('inside');
      expect(variable.get()).toBe('default');
    }));

  it('what the function of run() sets stays in its fork', () =>
    start(() => {
      const other = new ContextVar<number>('other', { default: 0 });
      new ContextVar<string>('variable').run('inside', () => other.set(1));
      expect(other.get()).toBe(0);
    }));

  it('run() passes arguments and returns the very same promise', () =>
    start(() => {
      const variable = new ContextVar<string>('variable');
      const promise = Promise.resolve();
      const given: unknown[] = [];
      const returned = variable.run(
        'inside',
        (...args: [number, string]) => {
          given.push(...args);
          return promise;
        },
        1,
        'two',
      );
      expect(returned).toBe(promise);
      expect(given).toEqual([1, 'two']);
    }));

  it('run() keeps its value across awaits and lets a throw through', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable', { default: 'default' });
      const failing = variable.run('inside', async () => {
        await Promise.resolve();
        throw new Error(variable.get());
      });
      await expect(failing).rejects.toThrow('inside');
      expect(variable.get()).toBe('default');
    }));

  it('a value whose code would run at a touch is never touched', () =>
    start(() => {
      const touch = (): never => {
        throw new Error('touched');
      };
      const untouchable = new Proxy(
        {},
        { get: touch, has: touch, getPrototypeOf: touch, ownKeys: touch, getOwnPropertyDescriptor: touch },
      );
      const variable = new ContextVar<object>('variable');
      const token = variable.set(untouchable);
      variable.reset(variable.set({}));
      expect(variable.get() === untouchable).toBe(true);
      expect([...copyContext().values()].includes(untouchable)).toBe(true);
      variable.reset(token);
      expect(variable.tryGet()).toBeUndefined();
    }));

  it('a value that sets and resets variables while it is disposed does no harm', () =>
    start(() => {
      const variable = new ContextVar<Disposable>('variable');
      const count = new ContextVar<number>('count', { default: 0 });
      const value: Disposable = {
        [Symbol.dispose]: () => {
          count.set(count.get() + 1);
          variable.reset(variable.set({ [Symbol.dispose]: () => undefined }));
        },
      };
      {
        using inside = variable.set(value);
        using held = variable.get();
        expect([inside.var, held]).toEqual([variable, value]);
      }
      expect([variable.tryGet(), count.get()]).toEqual([undefined, 1]);
    }));
});

describe('variables, outside any task', () => {
  const variable = new ContextVar<string>('variable', { default: 'default' });

  it('set() fails and says so', () => {
    expect(() => variable.set('a')).toThrow(coded('TL_ERR_NO_TASK'));
    expect(variable.get()).toBe('default');
  });

  it('get() and run() work', () => {
    expect(variable.run('inside', () => variable.get())).toBe('inside');
    expect(variable.get()).toBe('default');
  });

  it('copyContext() gives an empty context', () => {
    expect(copyContext().size).toBe(0);
  });

  it('a task that sets leaves nothing behind', async () => {
    await createTask(() => variable.set('a'));
    expect(variable.get()).toBe('default');
    expect(copyContext().size).toBe(0);
  });

  it('a token is of another context', () => {
    const token = new Context().run(() => variable.set('a'));
    expect(token).toBeInstanceOf(Token);
    expect(() => variable.reset(token)).toThrow(coded('TL_ERR_TOKEN_CONTEXT'));
  });
});
