// OpenTelemetry as it is registered in this process: found without an import, whichever copy of its API the application has. Source:
// OpenTelemetry API 1.x, `internal/global-utils` and `createContextKey`.

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

const API: unique symbol = Symbol.for('opentelemetry.js.api.1');
const SPAN: unique symbol = Symbol.for('OpenTelemetry Context Key SPAN');
const RECORDED: unique symbol = Symbol.for('throughline.recorded');
const REQUEST: unique symbol = Symbol.for('throughline.opentelemetry.request');
const RPC_METADATA: unique symbol = Symbol.for('OpenTelemetry SDK Context Key RPC_METADATA');

/** OpenTelemetry's API, where a context manager is registered, as every SDK does: without one no span is ever active. */
export function openTelemetry(): OtelApi | undefined {
  const api = (globalThis as { readonly [API]?: Partial<OtelApi> })[API];
  return api?.context === undefined ? undefined : (api as OtelApi);
}

/** The span in a context of OpenTelemetry, which lets anything be active. */
export function spanIn(context: OtelContext | undefined): OtelSpan | undefined {
  return isOtelContext(context) ? (context.getValue(SPAN) as OtelSpan | undefined) : undefined;
}

/** The same context with another span. */
export function withSpanIn(context: OtelContext, span: OtelSpan): OtelContext {
  return context.setValue(SPAN, span);
}

/** The same context, which belongs to the request or the job that `span` records. */
export function withRecorded(context: OtelContext, span: OtelSpan): OtelContext {
  return context.setValue(RECORDED, span);
}

/**
 * The span of the request or the job that a context of OpenTelemetry belongs to, where this package or an instrumentation has said so.
 * Source: @opentelemetry/core, `RPCMetadata`.
 */
export function serverSpanIn(context: OtelContext | undefined): OtelSpan | undefined {
  if (!isOtelContext(context)) return undefined;
  const own = context.getValue(RECORDED) as OtelSpan | undefined;
  return own ?? (context.getValue(RPC_METADATA) as { readonly span?: OtelSpan } | undefined)?.span;
}

/** The same context for a request that OpenTelemetry does not record: without the spans of others. What is derived from it belongs to the request. */
export function belongingTo(request: object, outer: OtelContext): OtelContext {
  let context = outer.setValue(REQUEST, request);
  for (const key of [SPAN, RPC_METADATA, RECORDED])
    if (outer.getValue(key) !== undefined) context = context.setValue(key, undefined);
  return context;
}

/** The request that a context of OpenTelemetry belongs to, by `belongingTo`. */
export function ownerIn(context: OtelContext): unknown {
  return isOtelContext(context) ? context.getValue(REQUEST) : undefined;
}

function isOtelContext(context: OtelContext | null | undefined): context is OtelContext {
  return typeof context?.getValue === 'function';
}
