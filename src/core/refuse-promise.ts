import { isThenable } from './is-thenable.js';

/**
 * The answer of a function that must answer at once; `undefined` in place of a promise, whose rejection then ends no process.
 * Types forbid such a function, but JavaScript has none.
 */
export function refusePromise<T>(answer: T): T | undefined {
  if (!isThenable(answer)) return answer;
  Promise.resolve(answer).catch(() => {});
  return undefined;
}
