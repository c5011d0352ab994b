import { warn } from '../../core/throughline-warning.js';
import { type Identity, identityOf } from '../identity-table.js';
import type { Scope } from '../scope.js';
import { newSpan, Span } from './span.js';
import type { ResolvedOptions } from '../tracing-options.js';

/** A span, and who it says that it is. */
export interface OpenedSpan {
  readonly span: Span;
  readonly identity: Identity;
}

/** A span of the class that the options name, with its identity; one of `Span` itself where that class fails. */
export function openSpan(scope: Scope, options: ResolvedOptions): OpenedSpan {
  if (options.span === undefined) return plainSpan(scope, options);
  try {
    const span = newSpan(scope, options);
    return { span, identity: identityOf(span) };
  } catch (error) {
    hookFailed(error);
    return plainSpan(scope, { ...options, span: Span });
  }
}

function plainSpan(scope: Scope, options: ResolvedOptions): OpenedSpan {
  const span = newSpan(scope, options);
  return { span, identity: span };
}

/** A hook, a constructor or a getter of a span threw. */
export function hookFailed(error: unknown): void {
  warn('TL_WARN_HOOK_FAILED', error);
}
