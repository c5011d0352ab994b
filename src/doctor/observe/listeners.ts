import type { Current } from '../../request/run/current-span.js';
import type { Passed } from './foreign.js';

/** What requests listen with; `undefined` of what more than one of them added: which one it is called for is not known. */
const added = new WeakMap<object, Passed | undefined>();

/** Remembers that a request listens with this, which calls `listener`. Says whether that is new. */
export function rememberPassed(passed: object, own: Current, listener: Function): boolean {
  const isNew = !added.has(passed);
  added.set(passed, isNew ? { own, what: 'listener', listener } : undefined);
  return isNew;
}

/** Those of some listeners that requests listen with. */
export function passedIn(listeners: readonly unknown[]): readonly Passed[] {
  const passed: Passed[] = [];
  for (let at = 0; at < listeners.length; at++) {
    const known = added.get(listeners[at] as object);
    if (known !== undefined) passed.push(known);
  }
  return passed;
}
