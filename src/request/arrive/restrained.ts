import { optionsWith } from '../options-with.js';
import { current } from '../run/current-span.js';
import type { ResolvedOptions } from '../tracing-options.js';
import { processPolicy } from './process-policy.js';
import { type Decision, decisionOn } from './trust-decision.js';

/**
 * The options for a request that is opened where another one, or a message, is traced, under way or over: what that does not trust,
 * nothing within it does. The application may hand on the headers that a client sent. See docs/design/009.
 */
export function restrained(options: ResolvedOptions): ResolvedOptions {
  const outer = current();
  return outer === undefined ? options : within(decisionOn(outer.trust, outer.scope), options);
}

/** The options where something traces the whole process: what that does not trust, no adapter does. */
export function restrainedByProcess(options: ResolvedOptions): ResolvedOptions {
  const { trust = 'accept' } = processPolicy() ?? {};
  return typeof trust === 'function' ? options : within(trust, options);
}

function within(outer: Decision, options: ResolvedOptions): ResolvedOptions {
  const { trust: own } = options;
  if (outer === 'accept' || own === 'ignore') return options;
  if (outer === 'ignore' || typeof own !== 'function') return optionsWith(options, 'trust', outer);
  const linkAtMost: typeof own = (scope) => (decisionOn(own, scope) === 'ignore' ? false : 'link');
  return optionsWith(options, 'trust', linkAtMost, 'link at most');
}
