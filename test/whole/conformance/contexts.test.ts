import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Context, ContextVar, copyContext, createTask, Token } from '../../../src/index.js';
import { coded } from '../../support/coded.js';
import { START_STATES } from './start-states.js';

describe.each(START_STATES)('contexts as mappings, $state', ({ start }) => {
  it('a new context is empty', () =>
    start(() => {
      new ContextVar<number>('variable').set(1);
      const context = new Context();
      expect(context.size).toBe(0);
      expect([...context]).toEqual([]);
    }));

  it('has size, has, get and iteration', () =>
    start(() => {
      const first = new ContextVar<number>('first');
      const second = new ContextVar<string>('second');
      const context = new Context();
      context.run(() => {
        second.set('two');
        first.set(1);
      });
      expect(context.size).toBe(2);
      expect([context.has(first), context.has(second)]).toEqual([true, true]);
      expect([context.get(first), context.get(second)]).toEqual([1, 'two']);
      expect(new Map(context)).toEqual(
        new Map<unknown, unknown>([
          [first, 1],
          [second, 'two'],
        ]),
      );
      expect([...context.entries()]).toEqual([...context]);
      expect(new Set(context.keys())).toEqual(new Set([first, second]));
      expect([...context.values()].toSorted()).toEqual([1, 'two']);
    }));

  it('get ignores the default of the variable', () =>
    start(() => {
      const variable = new ContextVar<number>('variable', { default: 7 });
      expect(copyContext().get(variable)).toBeUndefined();
      expect(copyContext().get(variable, 8)).toBe(8);
      expect(copyContext().has(variable)).toBe(false);
    }));

  it('get is live while code runs in the context', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const context = copyContext();
      const sizeBefore = context.size;
      context.run(() => {
        const token = variable.set(1);
        expect([context.get(variable), context.size]).toEqual([1, sizeBefore + 1]);
        variable.set(2);
        expect(context.get(variable)).toBe(2);
        variable.reset(token);
        expect([context.has(variable), context.size]).toEqual([false, sizeBefore]);
      });
    }));

  it('iteration works on the state at its first step', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const late = new ContextVar<number>('late');
      const context = copyContext();
      context.run(() => {
        variable.set(1);
        const seen = new Map<unknown, unknown>();
        for (const [key, value] of context) {
          variable.set(2);
          late.set(3);
          seen.set(key, value);
        }
        expect(seen.get(variable)).toBe(1);
        expect(seen.has(late)).toBe(false);
        expect(variable.get()).toBe(2);
      });
    }));

  it.each(['entries', 'keys', 'values'] as const)('%s() works on the state at its call', (method) =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const context = new Context();
      context.run(() => {
        const iterator = context[method]();
        variable.set(1);
        expect([...iterator]).toEqual([]);
      });
    }),
  );

  it.each([[undefined], [null], ['variable'], [1], [{}], [{ index: 0 }], [Symbol('variable')]])(
    'a key that is %s is an error',
    (key) =>
      start(() => {
        expect(() => copyContext().get(key as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
        expect(() => copyContext().has(key as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
      }),
  );
});

describe.each(START_STATES)('copies, $state', ({ start }) => {
  it('equals the current context in content and is another object each time', () =>
    start(() => {
      new ContextVar<number>('variable').set(1);
      const context = copyContext();
      expect([...context]).toEqual([...copyContext()]);
      expect(context).not.toBe(copyContext());
    }));

  it('what changes in the origin is not seen in the copy', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const token = variable.set(1);
      const copy = copyContext();
      variable.set(2);
      expect(copy.get(variable)).toBe(1);
      variable.reset(token);
      expect(copy.get(variable)).toBe(1);
    }));

  it('what changes in the copy is not seen in the origin', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const late = new ContextVar<number>('late');
      variable.set(1);
      const copy = copyContext();
      copy.run(() => {
        variable.set(2);
        late.set(3);
      });
      expect([variable.get(), late.tryGet()]).toEqual([1, undefined]);
    }));

  it('two copies of one origin are independent', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      variable.set(1);
      const [first, second] = [copyContext(), copyContext()];
      first.run(() => variable.set(2));
      second.run(() => variable.set(3));
      expect([variable.get(), first.get(variable), second.get(variable)]).toEqual([1, 2, 3]);
    }));

  it('copies taken between sets each keep their state', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const copies = Array.from({ length: 20 }, (_, n) => {
        variable.set(n);
        return copyContext();
      });
      expect(copies.map((copy) => copy.get(variable))).toEqual(copies.map((_, n) => n));
    }));

  it('copy() in the middle of a run keeps the state of then', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const context = copyContext();
      const copy = context.run(() => {
        variable.set(1);
        const middle = context.copy();
        variable.set(2);
        return middle;
      });
      expect([context.get(variable), copy.get(variable)]).toEqual([2, 1]);
    }));

  it('copies of copies are independent', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      variable.set(0);
      const chain = [copyContext()];
      for (let n = 1; n < 10; n++) {
        const next = (chain.at(-1) as Context).copy();
        next.run(() => variable.set(n));
        chain.push(next);
      }
      (chain[3] as Context).run(() => variable.set(33));
      expect(chain.map((context) => context.get(variable))).toEqual([0, 1, 2, 33, 4, 5, 6, 7, 8, 9]);
    }));

  it('a copy of an entered context can be entered', () =>
    start(() => {
      const context = copyContext();
      expect(context.run(() => context.copy().run(() => 'inside'))).toBe('inside');
    }));
});

describe.each(START_STATES)('run, $state', ({ start }) => {
  it('passes arguments and returns the result', () =>
    start(() => {
      expect(copyContext().run((a: number, b: string) => [a, b], 1, 'two')).toEqual([1, 'two']);
    }));

  it('returns the very same promise', () =>
    start(() => {
      const promise = Promise.resolve();
      expect(copyContext().run(() => promise)).toBe(promise);
    }));

  it('restores the outer context', () =>
    start(() => {
      const variable = new ContextVar<string>('variable');
      variable.set('outer');
      copyContext().run(() => variable.set('inner'));
      expect(variable.get()).toBe('outer');
    }));

  it('lets a throw through, restores the outer context and can be entered again', () =>
    start(() => {
      const variable = new ContextVar<string>('variable');
      const failure = new Error('failure');
      const context = copyContext();
      variable.set('outer');
      const body = (): never => {
        variable.set('inner');
        throw failure;
      };
      expect(() => context.run(body)).toThrow(failure);
      expect(variable.get()).toBe('outer');
      expect(context.run(() => variable.get())).toBe('inner');
    }));

  it('keeps the context for what it starts', () =>
    start(async () => {
      const variable = new ContextVar<string>('variable');
      const timer = copyContext().run(() => {
        variable.set('inner');
        return new Promise((resolve) => setTimeout(() => resolve(variable.get()), 1));
      });
      expect(await timer).toBe('inner');
    }));

  it('changes are there at the next run', () =>
    start(() => {
      const count = new ContextVar<number>('count', { default: 0 });
      const context = copyContext();
      for (let n = 0; n < 5; n++) context.run(() => count.set(count.get() + 1));
      expect(context.get(count)).toBe(5);
      expect(count.get()).toBe(0);
    }));

  it('nested runs of different contexts each see their own values', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const contexts = Array.from({ length: 5 }, () => new Context());
      const nest = (depth: number): void => {
        variable.set(depth);
        contexts[depth]?.run(nest, depth + 1);
        expect(variable.get()).toBe(depth);
      };
      nest(0);
      expect(contexts.map((context) => context.get(variable))).toEqual([1, 2, 3, 4, 5]);
    }));
});

describe.each(START_STATES)('re-entry, $state', ({ start }) => {
  const refused = coded('TL_ERR_CONTEXT_ENTERED');

  it('an entered context cannot be entered', () =>
    start(() => {
      const context = copyContext();
      context.run(() => expect(() => context.run(() => undefined)).toThrow(refused));
    }));

  it('nor through another context in between', () =>
    start(() => {
      const [context, other] = [copyContext(), copyContext()];
      context.run(() => other.run(() => expect(() => context.run(() => undefined)).toThrow(refused)));
    }));

  it('nor through a task, a bound function or the run() of a variable', () =>
    start(async () => {
      const context = copyContext();
      const enter = (): void => context.run(() => undefined);
      await context.run(async () => {
        await expect(createTask(enter)).rejects.toThrow(refused);
      });
      context.run(() => {
        expect(() => new ContextVar<number>('variable').run(1, enter)).toThrow(refused);
      });
    }));

  it('nor after an await', () =>
    start(async () => {
      const context = copyContext();
      await context.run(async () => {
        await Promise.resolve();
        expect(() => context.run(() => undefined)).toThrow(refused);
      });
    }));

  it('nor after an await through another context in between', () =>
    start(async () => {
      const [context, other] = [copyContext(), copyContext()];
      await context.run(async () => {
        await Promise.resolve();
        other.run(() => expect(() => context.run(() => undefined)).toThrow(refused));
      });
    }));

  it('nor after an await through a run() of a variable in between', () =>
    start(async () => {
      const context = copyContext();
      const variable = new ContextVar<number>('variable');
      await context.run(async () => {
        await Promise.resolve();
        variable.run(1, () => expect(() => context.run(() => undefined)).toThrow(refused));
      });
    }));

  it('everything works after the failure', () =>
    start(async () => {
      const variable = new ContextVar<number>('variable', { default: 0 });
      const [context, other] = [copyContext(), copyContext()];
      await context.run(async () => {
        await Promise.resolve();
        other.run(() => {
          expect(() => context.run(() => undefined)).toThrow(refused);
          variable.reset(variable.set(1));
          variable.set(2);
        });
        variable.set(3);
        await Promise.resolve();
        other.run(() => variable.set(variable.get() + 10));
      });
      expect(context.run(() => variable.get())).toBe(3);
      expect(other.run(() => variable.get())).toBe(12);
      expect(variable.get()).toBe(0);
    }));

  it('a throw out of nested runs leaves none entered', () =>
    start(() => {
      const contexts = [copyContext(), copyContext(), copyContext()] as const;
      const body = (): never => {
        throw new Error('failure');
      };
      expect(() => contexts[0].run(() => contexts[1].run(() => contexts[2].run(body)))).toThrow('failure');
      expect(contexts.map((context) => context.run(() => 'entered'))).toEqual(['entered', 'entered', 'entered']);
    }));

  it('a flow that waits does not hold the context', () =>
    start(async () => {
      const context = copyContext();
      const waiting = context.run(async () => {
        await Promise.resolve();
        return 'waited';
      });
      expect(context.run(() => 'entered')).toBe('entered');
      expect(await waiting).toBe('waited');
    }));
});

describe('many variables', () => {
  it('7,000 variables behave as a map, and a copy from the middle as the map of then', () => {
    const variables = Array.from({ length: 7000 }, (_, n) => new ContextVar<number>(`model ${n}`));
    const check = (context: Context, model: Map<ContextVar<number>, number>): void => {
      expect(context.size).toBe(model.size);
      expect(new Map<unknown, unknown>(context)).toEqual(model);
      expect(variables.every((variable) => context.get(variable) === model.get(variable))).toBe(true);
    };
    const step = fc.record({ at: fc.nat(6999), removes: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { minLength: 2000, maxLength: 2000, size: 'max' }), (steps) => {
        const context = new Context();
        const model = new Map<ContextVar<number>, number>();
        // The tokens of the sets that found nothing: resetting one removes the variable.
        const tokens = new Map<ContextVar<number>, Token<number>>();
        const set = (variable: ContextVar<number>, value: number): void => {
          const token = variable.set(value);
          if (token.oldValue === Token.MISSING) tokens.set(variable, token);
          model.set(variable, value);
        };
        const remove = (variable: ContextVar<number>): void => {
          const token = tokens.get(variable);
          if (token !== undefined) variable.reset(token);
          tokens.delete(variable);
          model.delete(variable);
        };
        const apply = (part: typeof steps): void => {
          for (const [n, { at, removes }] of part.entries()) {
            const variable = variables[at] as ContextVar<number>;
            if (removes) remove(variable);
            else set(variable, n);
          }
        };
        context.run(() => {
          for (const [n, variable] of variables.entries()) set(variable, -n);
          apply(steps.slice(0, 1000));
        });
        const copy = context.copy();
        const modelOfThen = new Map(model);
        context.run(() => apply(steps.slice(1000)));
        check(context, model);
        check(copy, modelOfThen);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });
});
