import { singletons } from '../core/storage.js';
import { current } from './current-span.js';
import type { ResolvedOptions } from './tracing-options.js';

type Trust = ResolvedOptions['trust'];

/**
 * The options for a request that is opened where another one is traced, under way or over: what that does not trust, nothing
 * within it does. The application may hand on the headers that a client sent. See docs/design/009.
 */
export function restrained(options: ResolvedOptions): ResolvedOptions {
  const outer = current()?.task?.options.trust;
  return outer === undefined ? options : withTrust(options, stricter(outer, options.trust));
}

/** The options where `throughline/register` traces the process: what it does not trust, no adapter does. */
export function restrainedByRegister(options: ResolvedOptions): ResolvedOptions {
  const register = singletons.get('register') as { readonly trust?: Trust } | undefined;
  return register?.trust === undefined ? options : withTrust(options, stricter(register.trust, options.trust));
}

function withTrust(options: ResolvedOptions, trust: Trust): ResolvedOptions {
  return trust === options.trust ? options : { ...options, trust };
}

function stricter(outer: Trust, own: Trust): Trust {
  if (outer === 'accept' || own === 'ignore' || own === 'link') return own;
  if (typeof own !== 'function' || typeof outer !== 'function') return outer;
  return (scope) => {
    const answer = outer(scope);
    return answer === true ? own(scope) : answer;
  };
}
