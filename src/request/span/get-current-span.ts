import { ThroughlineError } from '../../core/throughline-error.js';
import { enterBlock } from './span-block.js';
import { CURRENT_SPAN } from '../run/current-span.js';
import { restrained, restrainedByProcess } from '../arrive/restrained.js';
import type { Scope } from '../scope.js';
import type { Span } from './span.js';
import { newSpan } from './new-span.js';
import { resolveOptions, type TracingOptions } from '../tracing-options.js';

/**
 * Opens the span of `scope` in the current context, with these options, for an `await using` block. At the end of the block the span ends,
 * and the ids, path, method and current span are what they were before. Your own variables keep what you set. If a block inside opens the
 * same scope, it gets the same span and leaves it open. Throws `TL_ERR_NO_TASK` outside any task, `TL_ERR_INVALID_ARGUMENT` for a scope
 * without readable headers, and `TL_ERR_INVALID_OPTION` for a wrong option.
 *
 * If two requests run at once, give each a task: blocks in one task must close in the reverse order of their opening.
 *
 * Without a scope, returns the span of the current request, open or ended; `undefined` if there is none.
 */
export function getCurrentSpan(scope: Scope, options?: TracingOptions): Span;
export function getCurrentSpan(): Omit<Span, typeof Symbol.asyncDispose> | undefined;
export function getCurrentSpan(...args: [scope?: Scope, options?: TracingOptions]): unknown {
  const current = CURRENT_SPAN.get();
  if (args.length === 0) return current?.span;
  const [scope, options] = args;
  if (typeof scope?.headers?.get !== 'function') {
    throw new ThroughlineError(
      'TL_ERR_INVALID_ARGUMENT',
      'scope',
      'a Scope, whose headers are Headers or have get(name)',
    );
  }
  if (current?.scope === scope && current.span?.ended === false) return enterBlock(current.span, current.trust);
  const resolved = restrained(restrainedByProcess(resolveOptions(options)));
  return enterBlock(newSpan(scope, resolved), resolved.trust);
}
