import { singleton } from '../../core/singleton.js';
import { singletons } from '../../core/storage.js';
import type { TracingOptions } from '../tracing-options.js';
import type { Decision } from './trust-decision.js';

/** What holds for every request and every job of the process. */
export interface ProcessPolicy {
  /** What of it is trusted: no adapter trusts more. */
  readonly trust?: Decision;
  /** The class of spans of the jobs that name none. */
  readonly span?: TracingOptions['span'] | undefined;
  /** Called before each job, as servers are told of each request. */
  readonly beforeJob?: (() => void) | undefined;
}

/** What whoever traces the whole process has decided; `undefined` where nobody does. */
export function processPolicy(): ProcessPolicy | undefined {
  return singletons.get('register') as ProcessPolicy | undefined;
}

/** Decides for the process, once: calls `decide` unless that was done before, by any copy of the package. */
export function decideForProcess(decide: () => ProcessPolicy): void {
  singleton('register', decide);
}
