import { assertArgument } from '../core/assert-argument.js';
import { storage } from '../core/storage.js';
import { openEntryIn, putActive } from '../request/active/active-entry.js';
import { current } from '../request/run/current-span.js';
import { ChildSpan } from './child-span.js';
import { isRecorded, startRecords } from './record/start-records.js';
import type { SpanAttributes, SpanKind } from './record/recorder.js';

/**
 * Starts a span as a child of the active one. It is active in the current context until its block ends. For branches that run at once, use
 * `withSpan`, `gather` or a task for each. A span that has ended is never active, in whichever order blocks end. Outside any task, the
 * span is recorded, but it is not active. If nobody records, it costs a `set` and a `reset`. Throws `TL_ERR_INVALID_ARGUMENT` if `name` is
 * not a string, or is empty. Name the work, not its data: `charge card`, not `charge card 4711`. For the names of attributes, see
 * OpenTelemetry's semantic conventions.
 *
 *     using span = startSpan('charge card', { 'card.network': 'visa' });
 */
export function startSpan(name: string, attributes?: SpanAttributes): ChildSpan {
  assertName(name);
  const span = newChildSpan(name, 'internal', attributes);
  const context = storage.getStore();
  if (context !== undefined) putActive(context, span);
  return span;
}

/** A span that is not active yet, as a child of the one that is. */
export function newChildSpan(name: string, kind: SpanKind, attributes: SpanAttributes | undefined): ChildSpan {
  const context = storage.getStore();
  const parent = context && openEntryIn(context);
  return new ChildSpan(parent, current()?.scope, isRecorded() ? startRecords({ name, kind, attributes }) : undefined);
}

/** Throws `TL_ERR_INVALID_ARGUMENT` for what cannot be the name of a span. */
export function assertName(name: unknown): asserts name is string {
  assertArgument(typeof name === 'string' && name !== '', 'name', 'a string that is not empty');
}
