import { describe, expect, it } from 'vitest';

import { runScript } from './run-script.js';

describe('error handlers of the process', () => {
  const handled = (fail: string): Promise<string> =>
    runScript(`
      import { setImmediate } from 'node:timers/promises';
      import { ContextVar, createTask, gather } from 'throughline';
      const variable = new ContextVar('variable', { default: 'default' });
      process.on('unhandledRejection', (error) => console.log(error.message + ' in ' + variable.get()));
      ${fail}
    `);

  it('unhandledRejection sees the context of an async task', async () => {
    const fail = `createTask(async () => {
      variable.set('task');
      await setImmediate();
      throw new Error('failure');
    });`;
    expect(await handled(fail)).toBe('failure in task');
  });

  it('unhandledRejection sees the context of a task that throws at once', async () => {
    const fail = `createTask(() => {
      variable.set('task');
      throw new Error('failure');
    });`;
    expect(await handled(fail)).toBe('failure in task');
  });

  it('unhandledRejection sees the context of each of several tasks', async () => {
    const fail = `for (const name of ['a', 'b']) createTask(async () => {
      variable.set(name);
      await setImmediate();
      throw new Error(name);
    });`;
    expect((await handled(fail)).split('\n').toSorted()).toEqual(['a in a', 'b in b']);
  });

  it('uncaughtException sees the context of the task whose timer threw', async () => {
    const fail = `process.on('uncaughtException', (error) => console.log(error.message + ' in ' + variable.get()));
      createTask(() => {
        variable.set('task');
        setTimeout(() => { throw new Error('failure'); }, 1);
      });`;
    expect(await handled(fail)).toBe('failure in task');
  });
});
