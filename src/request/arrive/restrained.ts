import { optionsWith } from '../options-with.js';
import { current } from '../run/current-span.js';
import type { ResolvedOptions } from '../tracing-options.js';
import { processPolicy } from './process-policy.js';
import { type Decision, decisionOn } from './trust-decision.js';

/**
 * The options for a request that is opened in the context of another request or message, even one that is over. The inner one
 * trusts no more than the outer one does: the application may hand on headers that a client sent. See docs/design/009.
 */
export function restrained(options: ResolvedOptions): ResolvedOptions {
  const outer = current();
  return outer === undefined ? options : trustingAtMost(decisionOn(outer.trust, outer.scope), options);
}

/** The options of an adapter in a process that register traces: the adapter trusts no more than register does. */
export function restrainedByProcess(options: ResolvedOptions): ResolvedOptions {
  return trustingAtMost(processPolicy()?.trust ?? 'accept', options);
}

/** The same options, but nothing is trusted more than `outer` says. */
export function trustingAtMost(outer: Decision, options: ResolvedOptions): ResolvedOptions {
  const { trust: own } = options;
  if (outer === 'accept' || own === 'ignore') return options;
  if (outer === 'ignore' || typeof own !== 'function') return optionsWith(options, 'trust', outer);
  const linkAtMost: typeof own = (scope) => (decisionOn(own, scope) === 'ignore' ? false : 'link');
  return optionsWith(options, 'trust', linkAtMost, 'link at most');
}
