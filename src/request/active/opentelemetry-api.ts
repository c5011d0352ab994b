// OpenTelemetry as it is registered in this process, and what is read from its contexts and written to them.

import { OTEL_GLOBAL, RPC_METADATA, SPAN } from './otel-symbols.js';

/** The part of OpenTelemetry's `Context` that is needed. */
export interface OtelContext {
  getValue(key: symbol): unknown;
  setValue(key: symbol, value: unknown): OtelContext;
}

/** The part of OpenTelemetry's `SpanContext` that is needed. */
export interface OtelSpanContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly isRemote?: boolean | undefined;
  readonly traceState?: { serialize(): string } | undefined;
}

/** What any span of OpenTelemetry has. */
export interface OtelSpan {
  spanContext(): OtelSpanContext;
}

/** What is registered with OpenTelemetry's API. */
export interface OtelApi {
  readonly trace?: { getTracer(name: string, version?: string): unknown };
  readonly context: { active(): OtelContext };
}

/** The key of the request or the job that a context belongs to: its span, or its scope where OpenTelemetry does not record it. */
const OWNER: unique symbol = Symbol.for('throughline.opentelemetry.owner');

/** OpenTelemetry's API, where a context manager is registered, as every SDK does: without one no span is ever active. */
export function openTelemetry(): OtelApi | undefined {
  const api = (globalThis as { readonly [OTEL_GLOBAL]?: Partial<OtelApi> })[OTEL_GLOBAL];
  return api?.context === undefined ? undefined : (api as OtelApi);
}

/** The span in `context`, which can be anything: OpenTelemetry does not check what becomes active. */
export function spanIn(context: OtelContext | undefined): OtelSpan | undefined {
  return isOtelContext(context) ? (context.getValue(SPAN) as OtelSpan | undefined) : undefined;
}

/** The same context with another span. */
export function withSpanIn(context: OtelContext, span: OtelSpan): OtelContext {
  return context.setValue(SPAN, span);
}

/** The same context, as part of the request or the job that `span` records. */
export function ownedBySpan(context: OtelContext, span: OtelSpan): OtelContext {
  return context.setValue(OWNER, span);
}

/**
 * The span of the request or the job that a context of OpenTelemetry belongs to, where this package or an instrumentation has said so.
 * Source: @opentelemetry/core, `RPCMetadata`.
 */
export function serverSpanIn(context: OtelContext | undefined): OtelSpan | undefined {
  if (!isOtelContext(context)) return undefined;
  const owner = context.getValue(OWNER) as OtelSpan | object | undefined;
  if (owner !== undefined && 'spanContext' in owner) return owner;
  return (context.getValue(RPC_METADATA) as { readonly span?: OtelSpan } | undefined)?.span;
}

/** The same context, as part of a request or a job that OpenTelemetry does not record: without the spans of others. */
export function ownedByScope(outer: OtelContext, scope: object): OtelContext {
  let context = outer.setValue(OWNER, scope);
  for (const key of [SPAN, RPC_METADATA])
    if (outer.getValue(key) !== undefined) context = context.setValue(key, undefined);
  return context;
}

/** What identifies the request or the job that `context` belongs to: see `ownedBySpan` and `ownedByScope`. */
export function ownerIn(context: OtelContext): unknown {
  return isOtelContext(context) ? context.getValue(OWNER) : undefined;
}

function isOtelContext(context: OtelContext | null | undefined): context is OtelContext {
  return typeof context?.getValue === 'function';
}
