import { format, inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { ContextVar, copyContext } from '../../../src/index.js';
import { START_STATES } from './start-states.js';

describe.each(START_STATES)('printing, $state', ({ start }) => {
  it('works when a value contains the variable, and shows no value', () =>
    start(() => {
      const variable = new ContextVar<unknown>('loop');
      const token = variable.set({ secret: 'hidden', variable });
      const context = copyContext();
      const printed = ['ContextVar(loop)', 'Token(loop)', `Context(${context.size})`];
      expect([variable, token, context].map((thing) => inspect(thing))).toEqual(printed);
      expect([variable, token, context].map((thing) => format('%s', thing))).toEqual(printed);
    }));

  it('a used token says so', () =>
    start(() => {
      const variable = new ContextVar<number>('variable');
      const token = variable.set(1);
      expect(inspect(token)).toBe('Token(variable)');
      variable.reset(token);
      expect(inspect(token)).toBe('Token(variable, used)');
    }));
});
