import { singletons } from '../../core/storage.js';
import { current } from '../run/current-span.js';
import type { ResolvedOptions } from '../tracing-options.js';
import { type Decision, decisionOn } from './trust-decision.js';

/**
 * The options for a request that is opened where another one, or a message, is traced, under way or over: what that does not trust,
 * nothing within it does. The application may hand on the headers that a client sent. See docs/design/009.
 */
export function restrained(options: ResolvedOptions): ResolvedOptions {
  const outer = current();
  return outer === undefined ? options : within(decisionOn(outer.trust, outer.scope), options);
}

/** The options where `throughline/register` traces the process: what it does not trust, no adapter does. */
export function restrainedByRegister(options: ResolvedOptions): ResolvedOptions {
  const register = singletons.get('register') as { readonly trust?: Decision } | undefined;
  return within(register?.trust ?? 'accept', options);
}

function within(outer: Decision, options: ResolvedOptions): ResolvedOptions {
  const { trust: own } = options;
  if (outer === 'accept' || own === 'ignore') return options;
  if (outer === 'ignore' || typeof own !== 'function') return { ...options, trust: outer };
  return { ...options, trust: (scope) => (decisionOn(own, scope) === 'ignore' ? false : 'link') };
}
