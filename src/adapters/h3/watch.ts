import { isThenable, type RequestTask } from '../../adapter.js';
import { answerInContext } from './answer-in-context.js';

/**
 * Gives what the rest of the app returns, and tells the span of what it throws. If `isSentOutside`, h3 sends a body outside
 * of the context: what it is read from is kept in it.
 */
export function watch(task: RequestTask, next: () => unknown, isSentOutside: boolean): unknown {
  const returned = (value: unknown): unknown => {
    if (value instanceof Error) task.fail(value);
    return isSentOutside ? answerInContext(value, task) : value;
  };
  const thrown = (error: unknown): never => {
    if (typeof error !== 'symbol') task.fail(error); // by a symbol h3 says that the answer is there already
    throw error;
  };
  let value: unknown;
  try {
    value = next();
  } catch (error) {
    return thrown(error);
  }
  return isThenable(value) ? value.then(returned, thrown) : returned(value);
}
