import type { Place } from './place.js';

/** What every application logs as it starts and ends. */
export const AT_START: readonly Place[] = ['listening', 'stopping', 'stopped'].map((text) => ({
  text,
  whose: 'nobody',
  why: 'The process starts and ends outside of every request.',
}));

/** What every application logs now and then. */
export const STATISTICS: Place = {
  text: 'statistics',
  whose: 'nobody',
  why: 'setInterval was called as the process started.',
};

/** Where requests that ask for the same at the same time share one answer. */
export function sharedLoad(text: string): Place {
  return {
    text,
    whose: 'starter',
    why: 'Several requests wait for one load, which runs in the context of the first. Nothing is to be mended: it is work for all of them.',
  };
}
