import type { Context } from '../../core/context.js';
import { recordedIdentity } from '../arrive/identity.js';
import { putTraceIds } from '../request-fields.js';
import type { Lifecycle } from '../span/lifecycle.js';
import { type OtelContext, serverSpanIn } from './opentelemetry-api.js';
import { recordedIds } from './recording.js';

/**
 * Lets a request be known by the span of an instrumentation that was called after it was opened, in `active`: what is active in the request.
 * The request id stays, for somebody may have seen it.
 */
export function recordLate(lifecycle: Lifecycle, context: Context, active: OtelContext): void {
  const { identity } = lifecycle;
  const recording = { server: serverSpanIn(active), context: active, outer: active, managers: active };
  const ids = identity && recordedIds(recording, identity);
  if (identity === undefined || ids === undefined) return;
  lifecycle.identity = { ...recordedIdentity(identity, ids, recording), requestId: identity.requestId };
  putTraceIds(context, ids);
}
