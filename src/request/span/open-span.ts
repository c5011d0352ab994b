import { warn } from '../../core/throughline-warning.js';
import { type Identity, identityOf } from '../request-fields.js';
import type { Scope } from '../scope.js';
import { optionsWith } from '../options-with.js';
import type { ResolvedOptions, SpanHooks } from '../tracing-options.js';
import { Lifecycle } from './lifecycle.js';
import { newSpan } from './new-span.js';
import { Span } from './span.js';
import { IDENTITY, LIFECYCLE } from './span-symbols.js';

/** A span, who it says that it is, and how far its request is. */
export interface OpenedSpan {
  readonly span: Span;
  readonly identity: Identity;
  readonly lifecycle: Lifecycle;
}

/** A span of the class that the options name; one of `Span` itself where that class fails. */
export function openSpan(scope: Scope, options: ResolvedOptions): OpenedSpan {
  try {
    const span = newSpan(scope, options);
    // A class of an older copy of the package has no lifecycle.
    return { span, identity: identityOf(span), lifecycle: span[LIFECYCLE] ?? new Lifecycle() };
  } catch (error) {
    hookFailed(error);
    const span = newSpan(scope, optionsWith(options, 'span', undefined));
    return { span, identity: span[IDENTITY], lifecycle: span[LIFECYCLE] };
  }
}

/** Whether the class of a span does something at this stage. It may be the user's: a getter that throws is a warning. */
export function overrides(span: Span, hook: keyof SpanHooks): boolean {
  try {
    return span[hook] !== Span.prototype[hook];
  } catch (error) {
    hookFailed(error);
    return false;
  }
}

/** A hook, a constructor or a getter of a span threw. */
export function hookFailed(error: unknown): void {
  warn('TL_WARN_HOOK_FAILED', error);
}
