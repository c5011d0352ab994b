import type { Context, Span } from '@opentelemetry/api';

import type { OtelContext } from '../request/active/opentelemetry-api.js';
import { RPC_METADATA } from '../request/active/otel-symbols.js';

/** What instrumentations of frameworks write the route to. Source: @opentelemetry/core, `RPCMetadata`. */
export interface RpcMetadata {
  readonly type: 'http';
  readonly span: Span;
  route?: string;
}

/** What a context says of the request that it belongs to. */
export function rpcMetadataIn(context: OtelContext | undefined): RpcMetadata | undefined {
  return context?.getValue(RPC_METADATA) as RpcMetadata | undefined;
}

/** The same context, in which instrumentations of frameworks find `metadata`. */
export function withRpcMetadata(context: Context, metadata: RpcMetadata): Context {
  return context.setValue(RPC_METADATA, metadata);
}
