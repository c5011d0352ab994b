import { describe, expect, it, vi } from 'vitest';

import { storage, variables } from '../../../src/core/storage.js';
import { Context, ContextVar, copyContext, createTask, isThroughlineError } from '../../../src/index.js';
import { coded } from '../../support/coded.js';

async function secondCopy(): Promise<typeof import('../../../src/index.js')> {
  vi.resetModules();
  return import('../../../src/index.js');
}

describe('the storage', () => {
  it('holds the current context, and nothing outside any task', () => {
    const context = new Context();
    expect(storage.getStore()).toBeUndefined();
    context.run(() => expect(storage.getStore()).toBe(context));
    expect(storage.getStore()).toBeUndefined();
  });

  it('lies in one versioned slot that cannot be replaced', () => {
    const slot = Symbol.for('throughline.core.v5');
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, slot);
    expect(descriptor).toMatchObject({ writable: false, configurable: false, enumerable: false });
    expect(descriptor?.value).toMatchObject({ storage, variables });
  });

  it('keeps every variable at an index of its own', () => {
    const variable = new ContextVar<number>('variable');
    const all = variables.all();
    expect(all.filter((each) => each === variable)).toHaveLength(1);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('two copies of the package', () => {
  it('share the current context and the variables', async () => {
    const other = await secondCopy();
    expect(other.ContextVar).not.toBe(ContextVar);
    const variable = new ContextVar<string>('variable', { default: 'default' });
    const otherVariable = new other.ContextVar<string>('other variable', { default: 'default' });
    await createTask(async () => {
      variable.set('first copy');
      otherVariable.set('second copy');
      await other.createTask(() => {
        expect([variable.get(), otherVariable.get()]).toEqual(['first copy', 'second copy']);
        otherVariable.set('changed');
      });
      expect(otherVariable.get()).toBe('second copy');
      expect([...other.copyContext()]).toEqual([...copyContext()]);
      expect(new Map(copyContext())).toEqual(
        new Map<unknown, unknown>([
          [variable, 'first copy'],
          [otherVariable, 'second copy'],
        ]),
      );
    });
  });

  it('fork each others contexts without a leak, with many variables of both', async () => {
    const other = await secondCopy();
    const many = Array.from({ length: 100 }, (_, n) =>
      n % 2 === 0 ? new ContextVar<number>(`first ${n}`) : new other.ContextVar<number>(`second ${n}`),
    );
    const setAll = (offset: number): void => {
      for (const [n, variable] of many.entries()) variable.set(n + offset);
    };
    const context = new other.Context();
    context.run(() => setAll(0));
    const copies = [1000, 2000].map((offset) => {
      const copy = context.run(copyContext);
      copy.run(setAll, offset);
      return copy;
    });
    for (const [at, found] of [context, ...copies].entries()) {
      expect(many.map((variable) => found.get(variable))).toEqual(many.map((_, n) => n + at * 1000));
    }
  });

  it('refuse to enter a context that the other has entered', async () => {
    const other = await secondCopy();
    const context = new Context();
    context.run(() =>
      new other.Context().run(() => expect(() => context.run(() => 1)).toThrow(coded('TL_ERR_CONTEXT_ENTERED'))),
    );
  });

  it('know each others tokens and errors', async () => {
    const other = await secondCopy();
    const variable = new ContextVar<string>('variable', { default: 'default' });
    const otherVariable = new other.ContextVar<string>('other variable');
    await createTask(() => {
      const token = variable.set('value');
      expect(token.oldValue).toBe(other.Token.MISSING);
      expect(() => otherVariable.reset(token)).toThrow(coded('TL_ERR_TOKEN_VARIABLE'));
      variable.reset(token);
      expect(variable.get()).toBe('default');
    });
    try {
      otherVariable.get();
    } catch (error) {
      expect(isThroughlineError(error, 'TL_ERR_NO_VALUE')).toBe(true);
    }
    expect.hasAssertions();
  });
});
