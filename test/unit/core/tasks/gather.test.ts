import { describe, expect, it } from 'vitest';

import { ContextVar, gather } from '../../../../src/index.js';
import { pause } from '../../../whole/conformance/pause.js';
import { coded } from '../../../support/coded.js';

describe('gather', () => {
  it('gives nothing for nothing', async () => {
    expect(await gather()).toEqual([]);
  });

  it('gives the results in the order of the functions', async () => {
    const slow = async (): Promise<string> => {
      await pause();
      return 'slow';
    };
    expect(await gather(slow, () => 'fast', slow)).toEqual(['slow', 'fast', 'slow']);
  });

  it('starts all at once', () => {
    const started: number[] = [];
    void gather(
      () => started.push(1),
      () => started.push(2),
    );
    expect(started).toEqual([1, 2]);
  });

  it('forks for each, also where they set before any await', async () => {
    const variable = new ContextVar<string>('variable', { default: 'default' });
    const setAndSee = (value: string) => (): string => {
      const before = variable.get();
      variable.set(value);
      return before;
    };
    expect(await gather(setAndSee('a'), setAndSee('b'))).toEqual(['default', 'default']);
  });

  it('the first failure rejects and the others go on', async () => {
    let finished = false;
    const failure = new Error('failure');
    const others = [
      async () => {
        await pause();
        finished = true;
      },
      () => Promise.reject(failure),
      async () => {
        await pause();
        throw new Error('a later failure');
      },
    ];
    await expect(gather(...others)).rejects.toBe(failure);
    expect(finished).toBe(false);
    await pause();
    expect(finished).toBe(true);
  });

  it('a throw at once rejects and the others are started', async () => {
    let started = false;
    const failing = (): never => {
      throw new Error('failure');
    };
    await expect(
      gather(failing, () => {
        started = true;
      }),
    ).rejects.toThrow('failure');
    expect(started).toBe(true);
  });

  it('starts nothing when one is not a function', () => {
    let started = false;
    const start = (): void => {
      started = true;
    };
    expect(() => gather(start, Promise.resolve() as never)).toThrow(coded('TL_ERR_INVALID_ARGUMENT'));
    expect(started).toBe(false);
  });

  it('names the argument that is not a function', () => {
    expect(() => gather(() => 1, undefined as never)).toThrow('fns[1]');
  });
});
