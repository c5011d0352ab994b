import { describe, expect, it } from 'vitest';

import { Context, ContextVar, copyContext, createTask } from '../../../src/index.js';
import { coded } from '../../support/coded.js';

describe('ContextVar', () => {
  it('is set for the rest of the task, not for the parent', async () => {
    const name = new ContextVar<string>('name', { default: '' });
    await createTask(async () => {
      name.set('a');
      await Promise.resolve();
      expect(name.get()).toBe('a');
    });
    expect(name.get()).toBe('');
  });

  it('keeps its name', () => {
    expect(new ContextVar<string>('name').name).toBe('name');
    expect(new ContextVar<string>('').name).toBe('');
  });

  it.each([[undefined], [null], [1], [{}], [Symbol('name')]])('%s is not a name', (name) => {
    expect(() => Reflect.construct(ContextVar, [name])).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
  });

  it('names the class in stacks and instances', () => {
    expect(ContextVar.name).toBe('ContextVar');
    expect(new ContextVar<string>('name')).toBeInstanceOf(ContextVar);
  });

  it('messages name the variable', () => {
    const variable = new ContextVar<string>('the name');
    expect(() => variable.get()).toThrow('the name');
    expect(() => variable.set('a')).toThrow('the name');
  });

  it('reading sets nothing', () => {
    const variable = new ContextVar<string>('variable', { default: 'default' });
    const context = new Context();
    context.run(() => [variable.get(), variable.get('fallback'), variable.tryGet()]);
    expect(context.size).toBe(0);
  });

  it('does not look at the default again after it was made', () => {
    const options = { default: 'before' };
    const variable = new ContextVar<string>('variable', options);
    options.default = 'after';
    expect(variable.get()).toBe('before');
  });

  it('works with 1,000 variables made while a task runs', async () => {
    await createTask(async () => {
      const made: ContextVar<number>[] = [];
      for (let n = 0; n < 1000; n++) {
        const variable = new ContextVar<number>(`made ${n}`);
        variable.set(n);
        made.push(variable);
      }
      const seen = await createTask(() => made.map((variable) => variable.get()));
      expect(seen).toEqual(made.map((_, n) => n));
    });
  });

  it.each([[undefined], [null], ['token'], [{}], [{ used: false }]])('%s is not a token', (token) => {
    const variable = new ContextVar<string>('variable');
    new Context().run(() => {
      expect(() => variable.reset(token as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    });
  });

  it.each([[undefined], [null], ['fn'], [{}]])('%s is not a function to run', (fn) => {
    const variable = new ContextVar<string>('variable');
    expect(() => variable.run('value', fn as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
  });

  it.each(['', null, 7])('refuses %j as options', (options) => {
    expect(() => new ContextVar('variable', options as never)).toThrow(
      expect.objectContaining({
        code: 'TL_ERR_INVALID_ARGUMENT',
        message: expect.stringContaining('{ default: value }'),
      }),
    );
  });

  it('writes no value when it is turned into JSON, nor do contexts and tokens', async () => {
    await createTask(() => {
      const secret = new ContextVar('secret', { default: 'hidden' });
      const token = secret.set('hidden too');
      expect(JSON.stringify([secret, token, copyContext()])).toBe(
        '["ContextVar(secret)","Token(secret)","Context(1)"]',
      );
    });
  });
});
