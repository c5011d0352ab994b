import type { Current } from '../../request/run/current-span.js';
import { isSame } from '../observe/foreign.js';
import type { Birth } from '../observe/origins.js';
import type { Wait } from '../observe/waits.js';
import { ownerOf } from '../source/owner-of.js';
import { placeOf } from '../source/place.js';
import type { Call } from '../source/stack.js';
import { type Callback, callbackAt } from './callback-of.js';

/** What goes on after the end of a request. */
interface GoingOn {
  readonly own: Current;
  readonly calls: readonly Call[];
  readonly birth: Birth | undefined;
  /** Who waits for the end of the request's own response. */
  readonly waits: readonly Wait[];
}

const TIMERS: ReadonlySet<unknown> = new Set(['Timeout', 'Immediate']);

/**
 * Whether a function goes on that waited for the end of the response, or one that is written in it: that is how the request ends. What a
 * timer of the request calls is late all the same.
 */
export function isEnd({ own, calls, birth, waits }: GoingOn): boolean {
  if (waits.length === 0 || (isSame(birth?.request, own) && TIMERS.has(birth?.type))) return false;
  const running = calls.filter(({ file }) => ownerOf(file) === 'user').map((call) => functionOf(call));
  const names = new Set(running.map(({ name }) => name));
  const outer = new Set(running.flatMap((each) => each.outer));
  return waits.some(({ awaiting, passing }) => {
    if (passing !== undefined) return outer.has(functionOf(passing).name) && !names.has(functionOf(passing).name);
    return awaiting.some((call) => names.has(functionOf(call).name) || outer.has(functionOf(call).name));
  });
}

function functionOf(call: Call): Callback {
  return callbackAt(placeOf(call));
}
