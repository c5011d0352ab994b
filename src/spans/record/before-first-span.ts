import { singleton } from '../../core/singleton.js';

/** What is to be done before the first span of the process, by every copy of the package. */
const waiting = singleton('before-first-span', () => new Set<() => void>());

/** Has `act` called once, before it is known whether anybody records the next span. */
export function beforeFirstSpan(act: () => void): void {
  waiting.add(act);
}

/** Calls all that wait. */
export function actBeforeFirstSpan(): void {
  if (waiting.size === 0) return;
  const acts = [...waiting];
  waiting.clear();
  for (const act of acts) act();
}
