import { hookFailed } from './open-span.js';
import { Span, STATUS } from './span.js';
import type { SpanHooks } from '../tracing-options.js';

// The class of a span may be the user's: a getter that throws is a warning.

/** Whether the class of a span does something at this stage. */
export function overrides(span: Span, hook: keyof SpanHooks): boolean {
  try {
    return span[hook] !== Span.prototype[hook];
  } catch (error) {
    hookFailed(error);
    return false;
  }
}

/** Whether the application ended a span itself. */
export function hasEnded(span: Span): boolean {
  try {
    return span.ended;
  } catch (error) {
    hookFailed(error);
    return false;
  }
}

/** Notes the status of the response. */
export function setStatus(span: Span, status: number): void {
  try {
    span[STATUS] = status;
  } catch (error) {
    hookFailed(error); // a class may have frozen it
  }
}
