import type { Held } from './leaks.js';
import { isInterval } from './is-interval.js';
import { birthOf } from './origins.js';
import { Remembered } from './remembered.js';

/** Node's. */
interface Timeout {
  readonly _destroyed?: boolean;
}

export const intervals = new Remembered<Timeout>();

/** Remembers a resource of a request, if it is an interval. */
export function rememberInterval(resource: Timeout, type: string): void {
  if (isInterval(resource, type)) intervals.add(resource);
}

/** The intervals of requests that still run. */
export function runningIntervals(): readonly Held[] {
  const running = intervals.living(({ _destroyed }) => _destroyed === true);
  return running.flatMap((object) => {
    const birth = birthOf(object);
    return birth?.request === undefined
      ? []
      : [{ what: 'interval', object, request: birth.request, stack: birth.stack }];
  });
}
