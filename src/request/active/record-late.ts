import type { Context } from '../../core/context.js';
import type { Lifecycle } from '../span/lifecycle.js';
import { putTraceIds } from '../request-fields.js';
import { openTelemetry } from './opentelemetry-api.js';
import { isForeign, recordedIds } from './recording.js';

/**
 * Lets a request whose instrumentation was called after it was opened be known by the span that this has made. Called in the flow of the
 * request.
 */
export function recordLate(lifecycle: Lifecycle, context: Context): void {
  const { identity } = lifecycle;
  const active = openTelemetry()?.context.active();
  if (active === undefined || identity?.recording === undefined || identity.recording.context !== undefined) return;
  const recording = { context: active, outer: active };
  const ids = isForeign(active, identity.recording) ? undefined : recordedIds(recording, identity);
  if (ids === undefined) return;
  lifecycle.identity = { ...identity, ...ids, recording };
  putTraceIds(context, ids);
}
