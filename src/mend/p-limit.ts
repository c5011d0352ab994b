import { bindCallback, type Callback } from './bind-callbacks.js';
import { exportOf } from './recognize.js';
import { currentWatch, keepWatch } from './watch.js';

type Limit = (...args: unknown[]) => unknown;
type MakeLimit = (...args: unknown[]) => Limit;

/** Whether it is p-limit up to 3, which later versions are no longer like: they are right by themselves. */
export function isPLimit(exported: object): exported is MakeLimit {
  return exportOf(exported, 'name') === 'pLimit' && exportOf(exported, 'length') === 1;
}

/** The same, but each function runs in the context in which the limit was called with it. */
export function mendedPLimit(original: MakeLimit): MakeLimit {
  const pLimit = keepWatch(function pLimit(...args: unknown[]): Limit {
    const limit = original(...args);
    const bound = keepWatch<Limit>((fn, ...rest) => {
      return limit(typeof fn === 'function' ? bindCallback(fn as Callback) : fn, ...rest);
    });
    return Object.defineProperties(bound, Object.getOwnPropertyDescriptors(limit));
  });
  // One that is watched can still be mended.
  if (currentWatch() !== undefined) Object.defineProperty(pLimit, 'length', { value: 1, configurable: true });
  return Object.assign(pLimit, original, { default: pLimit });
}
