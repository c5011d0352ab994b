import type { Context } from '../../core/context.js';
import { recordedIdentity } from '../arrive/identity.js';
import { putTraceIds } from '../request-fields.js';
import type { Lifecycle } from '../span/lifecycle.js';
import { type OtelContext, serverSpanIn } from './opentelemetry-api.js';
import { recordedIds } from './recording.js';

/**
 * Gives a request the ids of the span in `active`, which an instrumentation has started after the request was opened. `context` is the context
 * of the request. The request id stays, because somebody may have seen it.
 */
export function recordLate(lifecycle: Lifecycle, context: Context, active: OtelContext): void {
  const { identity } = lifecycle;
  const recording = { server: serverSpanIn(active), context: active, outer: active, managers: active };
  const ids = identity && recordedIds(recording, identity);
  if (identity === undefined || ids === undefined) return;
  lifecycle.identity = { ...recordedIdentity(identity, ids, recording), requestId: identity.requestId };
  putTraceIds(context, ids);
}
