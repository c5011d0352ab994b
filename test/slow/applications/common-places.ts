import type { Place } from './place.js';

const AT_START_KIND = '`setInterval` and servers, at the start';

/** What every application logs as it starts and ends. */
export const AT_START: readonly Place[] = ['listening', 'stopping', 'stopped'].map(atStart);

/** What every application logs now and then, by an interval. */
export const STATISTICS: Place = atStart('statistics');

/** What is logged by what the start of the process began. */
export function atStart(text: string): Place {
  return { text, whose: 'nobody', kind: AT_START_KIND };
}

/** Where requests that ask for the same at the same time share one answer. */
export function sharedLoad(text: string): Place {
  return { text, whose: 'starter', kind: 'one load for many requests (a cache)' };
}

/** Where a worker that started with the process takes up what requests leave for it. */
export function worker(text: string, mend: string): Place {
  return { text, whose: 'nobody', kind: 'a worker that started with the process', mend };
}
