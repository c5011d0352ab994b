import { Context, copyContext } from '../core/context.js';
import { singletons } from '../core/storage.js';
import { warn } from '../core/throughline-warning.js';
import { currentSpan } from './current-span.js';
import { RequestTask } from './request-task.js';
import type { Scope } from './scope.js';
import { type ResolvedOptions, resolveOptions, type TracingOptions } from './tracing-options.js';

/** What an adapter makes once, from the options of its user, and opens for each request. */
export class Tracing {
  readonly #options: ResolvedOptions;
  /** What requests start from where the current context belongs to another request. */
  readonly #origin: Context;

  /** Throws `TL_ERR_INVALID_OPTION`, naming the option, for an unknown or a wrong one. */
  constructor(options?: TracingOptions) {
    this.#options = resolveOptions(options);
    if (options !== undefined && isRegistered() && Object.keys(options).length > 0) warn('TL_WARN_REGISTERED');
    this.#origin = currentSpan() === undefined ? copyContext() : new Context();
  }

  /** A task for the request, not started yet; `undefined` if the option `skip` says that it is not to be traced. */
  open(scope: Scope): RequestTask | undefined {
    if (this.#skips(scope)) return undefined;
    return new RequestTask(scope, this.#options, this.#origin);
  }

  #skips(scope: Scope): boolean {
    try {
      return this.#options.skip?.(scope) === true;
    } catch (error) {
      warn('TL_WARN_POLICY_FAILED', error);
      return false;
    }
  }
}

/** Whether `throughline/register` was loaded: it traces every request before an adapter does. */
function isRegistered(): boolean {
  return singletons.has('register');
}
