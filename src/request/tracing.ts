import { Context, copyContext } from '../core/context.js';
import { singletons } from '../core/storage.js';
import { warn } from '../core/throughline-warning.js';
import { isTaken } from './current-span.js';
import { currentTask } from './current-task.js';
import { hasDotSegments } from './has-dot-segments.js';
import { policyAnswer } from './policy-answer.js';
import { RequestTask } from './request-task.js';
import type { Scope } from './scope.js';
import { type ResolvedOptions, resolveOptions, type TracingOptions } from './tracing-options.js';

type Trust = ResolvedOptions['trust'];

/**
 * What an adapter makes once, from the options of its user, and opens for each request. A request starts from a copy of the
 * current context, but from one of the context that its adapter was made in, if the current one belongs to another request or
 * message, under way or over: no request inherits from another.
 */
export class Tracing {
  readonly #options: ResolvedOptions;
  /** What requests start from where the current context belongs to another request. */
  readonly #origin: Context;

  /** Throws `TL_ERR_INVALID_OPTION`, naming the option, for an unknown or a wrong one. */
  constructor(options?: TracingOptions) {
    this.#options = resolveOptions(options);
    if (options !== undefined && isRegistered() && Object.keys(options).length > 0) warn('TL_WARN_REGISTERED');
    this.#origin = isTaken() ? new Context() : copyContext();
  }

  /** A task for the request, not started yet. Where the option `skip` applies it has no span. */
  open(scope: Scope): RequestTask {
    const isApart = !isTaken();
    const options = isApart ? this.#options : withTrustOf(currentTask(), this.#options);
    return new RequestTask(scope, options, isApart ? copyContext() : this.#origin.copy(), this.#skips(scope));
  }

  /** A path that leads elsewhere than it says is never skipped: a client would choose what is logged. */
  #skips(scope: Scope): boolean {
    const { skip } = this.#options;
    if (skip === undefined || hasDotSegments(scope.path)) return false;
    try {
      return policyAnswer(skip(scope)) === true;
    } catch (error) {
      warn('TL_WARN_POLICY_FAILED', error);
      return false;
    }
  }
}

/**
 * The options for a request that is opened within `outer`: what that does not trust, nothing within it does. The application may
 * hand on the headers that a client sent. See docs/design/009.
 */
function withTrustOf(outer: RequestTask | undefined, options: ResolvedOptions): ResolvedOptions {
  const trust = stricter(outer?.options.trust ?? 'accept', options.trust);
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

/** Whether `throughline/register` was loaded: it traces every request before an adapter does. */
function isRegistered(): boolean {
  return singletons.has('register');
}
