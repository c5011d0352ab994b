import { describe, expect, it } from 'vitest';

import { Context, ContextVar, copyContext, createTask } from '../../../../src/index.js';
import { coded } from '../../../support/coded.js';

describe('createTask', () => {
  it('starts the function at once', () => {
    let started = false;
    void createTask(() => {
      started = true;
    });
    expect(started).toBe(true);
  });

  it.each([
    ['a value', () => 1],
    ['a promise', () => Promise.resolve(1)],
    [
      'a thenable',
      (): PromiseLike<number> => ({ then: (resolve, reject) => Promise.resolve(1).then(resolve, reject) }),
    ],
  ])('gives a promise of %s', async (_what, fn: () => number | PromiseLike<number>) => {
    const task = createTask(fn);
    expect(task).toBeInstanceOf(Promise);
    expect(await task).toBe(1);
  });

  it('a throw becomes a rejection', async () => {
    const failure = new Error('failure');
    const task = createTask(() => {
      throw failure;
    });
    await expect(task).rejects.toBe(failure);
  });

  it('a throw of nothing becomes a rejection', async () => {
    const task = createTask(() => {
      throw undefined;
    });
    await expect(task).rejects.toBeUndefined();
  });

  it('works outside any task, from an empty context', async () => {
    expect(await createTask(() => copyContext().size)).toBe(0);
  });

  it('leaves the current context as it was, after a throw too', () => {
    const variable = new ContextVar<string>('variable');
    new Context().run(() => {
      variable.set('parent');
      void createTask(() => variable.set('task'));
      createTask(() => {
        variable.set('task');
        throw new Error('failure');
      }).catch(() => undefined);
      expect(variable.get()).toBe('parent');
    });
  });

  it.each([[undefined], [null], ['fn'], [{}], [Promise.resolve()]])(
    '%s is not a function, and it says so at once',
    (fn) => {
      expect(() => createTask(fn as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    },
  );
});
