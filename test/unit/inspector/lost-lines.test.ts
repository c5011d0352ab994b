import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { rememberLine, takeLines } from '../../../src/inspector/agent/observe/lost-lines.js';

/** Runs `fn` in a flow of its own. */
const inFlow = async <R>(fn: () => Promise<R>): Promise<R> => {
  await setTimeout(1);
  return AsyncLocalStorage.snapshot()(fn);
};

it('gives a request the lines of its own flow, each once, and none from before its start', async () => {
  await inFlow(async () => {
    const work = async (at: number): Promise<[number, readonly number[]]> => {
      await setTimeout(1);
      const number = rememberLine(at);
      await setTimeout(5); // the other one writes meanwhile
      return [number, takeLines(100)];
    };
    rememberLine(1); // before both
    const [[first, ofFirst], [second, ofSecond]] = await Promise.all([work(101), work(102)]);
    expect([ofFirst, ofSecond]).toEqual([[first], [second]]);
    expect(takeLines(100)).toEqual([]);
  });
});

it('remembers 16 lines of a flow', async () => {
  await inFlow(async () => {
    const numbers = Array.from({ length: 40 }, () => rememberLine(200));
    expect(takeLines(200)).toEqual(numbers.toReversed().slice(0, 16));
  });
});
