import { warn } from '../../core/throughline-warning.js';
import { activeContext } from '../../request/active/active-context.js';
import { tellManager } from '../../request/active/context-managers.js';
import {
  type OtelContext,
  type OtelSpan,
  openTelemetry,
  spanIn,
  withSpanIn,
} from '../../request/active/opentelemetry-api.js';
import { traceIdsOf } from '../../request/active/trace-ids.js';
import { errorType } from '../../request/error-type.js';
import { current } from '../../request/run/current-span.js';
import type { OtelRecord, SpanKind, SpanStart } from './recorder.js';

/** The part of OpenTelemetry's `Span` that is needed. */
interface RecordingSpan extends OtelSpan {
  setAttributes(attributes: object): unknown;
  setAttribute(name: string, value: string): unknown;
  addEvent(name: string, attributes?: object): unknown;
  addLink?(link: object): unknown;
  recordException(error: unknown): void;
  setStatus(status: { code: number; message?: string }): unknown;
  end(): void;
}

interface Tracer {
  startSpan(name: string, options: object, context: OtelContext): RecordingSpan;
}

/** Source: OpenTelemetry API 1.x, `SpanKind`. */
const KINDS: Readonly<Record<SpanKind, number>> = { internal: 0, server: 1, client: 2, producer: 3, consumer: 4 };

/** Source: OpenTelemetry API 1.x, `SpanStatusCode.ERROR`. */
const ERROR = 2;

/** Whether OpenTelemetry records spans in this process. */
export function hasOpenTelemetry(): boolean {
  return openTelemetry()?.trace !== undefined;
}

/** Starts a span of OpenTelemetry, as a child of the active one; `undefined` where no SDK is registered, or it makes none. */
export function recordByOpenTelemetry({ name, kind, attributes }: SpanStart): OtelRecord | undefined {
  const tracer = openTelemetry()?.trace?.getTracer('throughline') as Tracer | undefined;
  const active = tracer && activeContext();
  if (tracer === undefined || active === undefined) return undefined;
  try {
    tellManager();
    const span = tracer.startSpan(
      name,
      { kind: KINDS[kind], attributes },
      spanIn(active) ? active : withCaller(active),
    );
    const ids = traceIdsOf(span.spanContext(), current()?.identity);
    return ids && { ids, context: withSpanIn(active, span), ...recordOf(span) };
  } catch (error) {
    warn('TL_WARN_HOOK_FAILED', error); // a sampler or a processor of the application
    return undefined;
  }
}

/** In a request that OpenTelemetry does not record, the span is a child of the caller's. */
function withCaller(active: OtelContext): OtelContext {
  const identity = current()?.identity;
  if (identity === undefined || identity.parentId === '') return active;
  const { traceId, parentId: spanId, traceFlags } = identity;
  return withSpanIn(active, { spanContext: () => ({ traceId, spanId, traceFlags, isRemote: true }) });
}

function recordOf(span: RecordingSpan): Omit<OtelRecord, 'ids' | 'context'> {
  return {
    setAttributes: (attributes) => void span.setAttributes(attributes),
    addEvent: (name, attributes) => void span.addEvent(name, attributes),
    addLink: ({ traceId, parentId, flags }, attributes) =>
      void span.addLink?.({ context: { traceId, spanId: parentId, traceFlags: flags, isRemote: true }, attributes }),
    fail: (error) => {
      span.setAttribute('error.type', errorType(error));
      span.setStatus(error instanceof Error ? { code: ERROR, message: error.message } : { code: ERROR });
      if (error instanceof Error || typeof error === 'string') span.recordException(error);
    },
    end: () => span.end(),
  };
}
