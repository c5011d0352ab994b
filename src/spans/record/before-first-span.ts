import { singleton } from '../../core/singleton.js';

/** What is to be done before the first span of the process, for every copy of the package. */
const waiting = singleton('before-first-span', () => new Set<() => void>());

/** Calls `act` once: before the first span of the process, or before its first request if `actBeforeFirstSpan` is called for that. */
export function beforeFirstSpan(act: () => void): void {
  waiting.add(act);
}

/** Calls all that wait, each once. */
export function actBeforeFirstSpan(): void {
  if (waiting.size === 0) return;
  const acts = [...waiting];
  waiting.clear();
  for (const act of acts) act();
}
