import { type Context, type Link, propagation, ROOT_CONTEXT, type Span, trace, type Tracer } from '@opentelemetry/api';

import { ownedBySpan } from '../request/active/opentelemetry-api.js';
import { traceIdsOf } from '../request/active/trace-ids.js';
import type { Identity, TraceIds } from '../request/request-fields.js';
import type { Scope } from '../request/scope.js';
import { toOpenTelemetryBaggage } from './open-telemetry-baggage.js';
import { remoteSpan } from './remote-span.js';
import { type RpcMetadata, withRpcMetadata } from './rpc-metadata.js';
import { startOptions } from './start-options.js';

/** The OpenTelemetry span of a request that is under way. */
export interface ServerSpan {
  readonly span: Span;
  readonly ids: TraceIds;
  /** What is active in the request. */
  readonly context: Context;
  readonly metadata: RpcMetadata;
}

/**
 * Starts the OpenTelemetry span of a request, as a child of the remote span that `identity` continues; `undefined` if the
 * tracer makes none. It inherits nothing from what is active where the request arrives.
 */
export function startServerSpan(tracer: Tracer, scope: Scope, identity: Identity): ServerSpan | undefined {
  const parent = parentContext(identity);
  const { name, kind, attributes } = startOptions(scope);
  const span = tracer.startSpan(name, { kind, attributes, links: linksOf(identity) }, parent);
  const ids = traceIdsOf(span.spanContext(), identity);
  // A tracer without an SDK behind it returns the parent.
  if (ids === undefined || ids.spanId === identity.parentId) return undefined;
  const metadata: RpcMetadata = { type: 'http', span };
  const active = ownedBySpan(trace.setSpan(parent, span), span) as Context;
  const context = scope.name === undefined ? withRpcMetadata(active, metadata) : active;
  return { span, ids, metadata, context };
}

function parentContext({ traceId, parentId, traceFlags, tracestate, baggage }: Identity): Context {
  let context = ROOT_CONTEXT;
  if (parentId !== '') {
    context = trace.setSpanContext(context, remoteSpan({ traceId, parentId, flags: traceFlags }, tracestate));
  }
  return baggage.size === 0 ? context : propagation.setBaggage(context, toOpenTelemetryBaggage(baggage));
}

function linksOf({ links }: Identity): Link[] {
  return links.map((link) => ({ context: remoteSpan(link) }));
}
