import { type Context, copyContext } from '../../core/context.js';
import { warn } from '../../core/throughline-warning.js';
import { belongsToRequest, unownedContext } from './current-span.js';
import { hasDotSegments } from '../arrive/has-dot-segments.js';
import { policyAnswer } from '../arrive/policy-answer.js';
import { processPolicy } from '../arrive/process-policy.js';
import { RequestTask } from './request-task.js';
import { restrained, restrainedByProcess } from '../arrive/restrained.js';
import type { Scope } from '../scope.js';
import { type ResolvedOptions, resolveOptions, type TracingOptions } from '../tracing-options.js';

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
    this.#options = restrainedByProcess(resolveOptions(options));
    if (options !== undefined && processPolicy() !== undefined && Object.keys(options).length > 0)
      warn('TL_WARN_REGISTERED');
    this.#origin = unownedContext();
  }

  /** A task for the request, not started yet. Where the option `skip` applies it has no span. */
  open(scope: Scope): RequestTask {
    if (!belongsToRequest()) return new RequestTask(scope, this.#options, copyContext(), this.#skips(scope));
    return new RequestTask(scope, restrained(this.#options), this.#origin.copy(), this.#skips(scope));
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
