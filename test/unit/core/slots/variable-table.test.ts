import { setImmediate as turn } from 'node:timers/promises';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { VariableTable } from '../../../../src/core/slots/variable-table.js';
import { variables } from '../../../../src/core/storage.js';
import { Context, ContextVar, copyContext, createTask } from '../../../../src/index.js';
import { collectGarbage } from '../../../whole/matrix/collect-garbage.js';

/** Waits until what nothing refers to is gone, and until the table knows. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await collectGarbage();
    await turn();
    await turn();
  }
}

const isReused = (variable: unknown): boolean => (variable as { readonly isReused: boolean }).isReused;

describe('the table of variables', () => {
  it('grows by nothing where variables come and go', async () => {
    const before = variables.references.length;
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < 50; i++) new ContextVar<number>('reloaded', { default: i }).run(i, () => {});
      await settle();
    }
    expect(variables.references.length - before).toBeLessThanOrEqual(100);
  });

  it('keeps no variable, and none of its default', async () => {
    const references = Array.from({ length: 20 }, () => {
      const value = { big: 'x'.repeat(1000) };
      return [new WeakRef(new ContextVar('gone', { default: value })), new WeakRef(value)];
    }).flat();
    await settle();
    expect(references.filter((reference) => reference.deref() !== undefined)).toEqual([]);
  });

  it('knows a variable by its index', () => {
    const table = new VariableTable();
    const [first, second] = [new ContextVar('first'), new ContextVar('second')];
    expect([table.add(first), table.add(second)]).toEqual([0, 1]);
    expect([table.at(0), table.at(1), table.at(2), table.all()]).toEqual([first, second, undefined, [first, second]]);
  });
});

describe('a variable whose slot was another’s', () => {
  /** Contexts that hold values of variables that are gone, and new variables in their slots. */
  async function reused(): Promise<{ contexts: Context[]; fresh: ContextVar<unknown>[] }> {
    const contexts = [1, undefined, null, 'text', { owner: 1 }, Proxy.revocable({}, {})].map((value) => {
      const context = new Context();
      context.run(() => Array.from({ length: 30 }, () => new ContextVar<unknown>('old').set(value)).length);
      return context;
    });
    await settle();
    const fresh = Array.from({ length: 100 }, (_, i) => new ContextVar<unknown>(`new ${i}`));
    return { contexts, fresh: fresh.filter((variable) => isReused(variable)) };
  }

  it('sees nothing of that one in any context', async () => {
    const { contexts, fresh } = await reused();
    expect(fresh.length).toBeGreaterThan(0);
    for (const context of contexts) {
      for (const variable of fresh) {
        expect([context.has(variable), context.get(variable, 'none')]).toEqual([false, 'none']);
        context.run(() => expect(variable.get('none')).toBe('none'));
      }
      expect([...context.keys()].filter((variable) => fresh.includes(variable))).toEqual([]);
    }
  });

  it('is set, reset, copied and listed as any other', async () => {
    const { contexts, fresh } = await reused();
    const values = fc.array(
      fc.tuple(fc.nat(fresh.length - 1), fc.oneof(fc.integer(), fc.constantFrom(undefined, null))),
    );
    fc.assert(
      fc.property(fc.constantFrom(...contexts), values, (origin, sets) => {
        const model = new Map<ContextVar<unknown>, unknown>();
        const context = origin.copy();
        context.run(() => {
          for (const [at, value] of sets) {
            const variable = fresh[at] as ContextVar<unknown>;
            const before = copyContext();
            const token = variable.set('for a moment');
            expect([variable.get(), before.has(variable)]).toEqual(['for a moment', model.has(variable)]);
            variable.reset(token);
            expect(variable.get('none')).toBe(model.has(variable) ? model.get(variable) : 'none');
            variable.set(value);
            model.set(variable, value);
          }
        });
        expect(new Map([...context].filter(([variable]) => fresh.includes(variable)))).toEqual(model);
        expect(fresh.filter((variable) => origin.has(variable))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('is kept by a context that has a value of it', async () => {
    const { fresh } = await reused();
    const context = new Context();
    const { length } = fresh;
    context.run(() => {
      for (const variable of fresh) variable.set(1);
    });
    fresh.length = 0;
    await settle();
    expect(context.size).toBe(length);
  });

  it('does not reach another task', async () => {
    const { fresh } = await reused();
    const [variable] = fresh as [ContextVar<unknown>];
    await createTask(async () => {
      variable.set('outer');
      await createTask(() => variable.set('inner'));
      expect(variable.get()).toBe('outer');
    });
  });
});
