import { describe, expect, it } from 'vitest';

import { Context, ContextVar, copyContext } from '../../../src/index.js';
import { coded } from '../../support/coded.js';

describe('Context', () => {
  it.each([[undefined], [null], ['fn'], [{}]])('%s is not a function to run', (fn) => {
    const context = new Context();
    expect(() => context.run(fn as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    expect(context.run(() => 'entered')).toBe('entered');
  });

  it('a bad argument is told before re-entry', () => {
    const context = new Context();
    context.run(() => {
      expect(() => context.run('fn' as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    });
  });

  it('iteration follows the order in which the variables were made', () => {
    const made = Array.from({ length: 70 }, (_, n) => new ContextVar<number>(`made ${n}`));
    const context = new Context();
    context.run(() => {
      for (const [n, variable] of made.toReversed().entries()) variable.set(n);
    });
    expect([...context.keys()]).toEqual(made);
  });

  it('reading and iterating change nothing', () => {
    const variable = new ContextVar<number>('variable');
    const context = new Context();
    context.run(() => variable.set(1));
    const copy = context.copy();
    expect([[...context], context.size, context.has(variable), context.get(variable)]).toEqual([
      [[variable, 1]],
      1,
      true,
      1,
    ]);
    context.run(() => variable.set(2));
    expect([copy.get(variable), context.get(variable)]).toEqual([1, 2]);
  });

  it('a write after an iteration began does not reach it', () => {
    const [first, second] = [new ContextVar<number>('first'), new ContextVar<number>('second')];
    const context = new Context();
    context.run(() => {
      first.set(1);
      second.set(1);
      const values = context.values();
      expect(values.next().value).toBe(1);
      second.set(2);
      expect(values.next().value).toBe(1);
    });
  });

  it('copyContext() is empty outside any task, another one each time', () => {
    expect(copyContext().size).toBe(0);
    expect(copyContext()).not.toBe(copyContext());
  });
});
