import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { Context, ContextVar, copyContext } from '../../../src/index.js';

type Nest = (fn: () => void) => unknown;

const variable = new ContextVar<unknown>('nested');
const copy = copyContext; // not by the module runner's getter, which throws something else when the stack is full

const nests: Record<string, Nest> = {
  'run of a variable': (fn) => variable.run(1, fn),
  'run of a variable, with arguments': (fn) => variable.run(1, (_one, _two) => fn(), 1, 2),
  'run of a context': (fn) => copy().run(fn),
  'run of a context, with arguments': (fn) => copy().run((_one, _two) => fn(), 1, 2),
};

describe.each(Object.entries(nests))('%s', (_, nest) => {
  it('leaves no context entered when the stack was full, wherever it was', () => {
    const contexts = Array.from({ length: 3 }, () => new Context());
    const deeper = (): unknown => nest(deeper);
    const padded = (padding: number): unknown => (padding === 0 ? deeper() : padded(padding - 1));
    for (let padding = 0; padding < 100; padding++) {
      const context = contexts[padding % contexts.length] as Context;
      expect(() => context.run(padded, padding)).toThrow(RangeError);
    }
    expect(contexts.map(({ entered }) => entered)).toEqual([0, 0, 0]);
    expect(contexts.map((context) => context.run(() => 'left'))).toEqual(['left', 'left', 'left']);
  });

  it('marks the context as entered while it runs, and never after it', () => {
    const seen: Context[] = [];
    const error = new Error('out of it');
    const enter = (): unknown => nest(() => void seen.push(copyContext()));
    const leave = (): unknown =>
      nest(() => {
        throw error;
      });
    const context = new Context();
    context.run(enter);
    expect(() => context.run(leave)).toThrow(error);
    expect([context.entered, seen[0]?.entered]).toEqual([0, 0]);
  });
});

describe('how deep runs go before the stack is full, against AsyncLocalStorage, without a compiler', () => {
  // A compiler makes of each what it can, at a time of its own; without one the depth is exact.
  const FLAGS = ['--no-opt', '--no-sparkplug', '--no-maglev'];

  it('is two thirds at the least', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...FLAGS,
      join(import.meta.dirname, '../../whole/performance/nest.js'),
    ]);
    const ratios = JSON.parse(stdout) as Record<string, number>;
    expect(Object.keys(ratios)).toHaveLength(6);
    for (const [name, ratio] of Object.entries(ratios)) expect(ratio, name).toBeGreaterThanOrEqual(2 / 3);
  });
});
