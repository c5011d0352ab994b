import { singletons } from '../../core/storage.js';
import type { ResolvedOptions } from '../tracing-options.js';

/** What holds for every request of the process. */
export interface ProcessPolicy {
  /** What of it is trusted: no adapter trusts more. */
  readonly trust?: ResolvedOptions['trust'];
}

const NAME = 'register';

/** What whoever traces the whole process has decided; `undefined` where nobody does. */
export function processPolicy(): ProcessPolicy | undefined {
  return singletons.get(NAME) as ProcessPolicy | undefined;
}

/** Decides for the process, once: calls `decide` unless that was done before, by any copy of the package. */
export function decideForProcess(decide: () => ProcessPolicy): void {
  if (!singletons.has(NAME)) singletons.set(NAME, decide());
}
