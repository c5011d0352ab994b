import type { Current } from '../../request/run/current-span.js';
import type { Findings } from '../findings/findings.js';
import { addLeaked } from '../findings/leaked.js';
import type { Stack } from '../source/stack.js';
import { collectGarbage } from './collect-garbage.js';
import { endOf } from './ends.js';
import { emitters, keptListeners } from './listened.js';
import { intervals, runningIntervals } from './intervals.js';
import { pendingPromises, promises } from './pending.js';

/** What a request made, and what is still there. */
export interface Held {
  readonly what: 'interval' | 'listener' | 'promise';
  readonly object: object;
  readonly request: Current;
  /** Where it was made. */
  readonly stack: Stack;
}

/** In milliseconds. What a request leaves behind, it may still clear away. */
const LONG = 1000;

/** What a note was made of. */
const told = new WeakSet<object>();

/** Looks for what requests have left behind, a second after their end: an interval, a listener, or a promise that nothing settles. */
export function lookForLeaks(findings: Findings): void {
  if (intervals.isEmpty && emitters.isEmpty && promises.isEmpty) return;
  collectGarbage();
  for (const held of [...runningIntervals(), ...keptListeners(), ...pendingPromises()]) {
    const end = endOf(held.request);
    if (end === undefined || performance.now() - end.at < LONG || told.has(held.object)) continue;
    told.add(held.object);
    addLeaked(findings, held, end);
  }
}
