import type { RequestDetail, SpanView } from '../../api.js';
import { groupBy } from './group-by.js';

const KINDS = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

/** The spans of a request as OTLP's JSON, which tools of OpenTelemetry read. Source: opentelemetry-proto, `TracesData`. */
export function asOtlp(detail: RequestDetail): string {
  const services = groupBy(detail.spans, ({ service }) => service);
  const resourceSpans = [...services].map(([service, spans]) => ({
    resource: { attributes: attributesOf({ 'service.name': service }) },
    scopeSpans: [{ scope: { name: 'throughline' }, spans: spans.map((span) => spanOf(detail.traceId, span)) }],
  }));
  return JSON.stringify({ resourceSpans }, undefined, 2);
}

function spanOf(traceId: string, span: SpanView): object {
  const { spanId, parentId, name, kind, startedAt, duration = 0, attributes, events, error } = span;
  return {
    traceId,
    spanId,
    ...(parentId !== '' && { parentSpanId: parentId }),
    name,
    kind: KINDS[kind],
    startTimeUnixNano: nanoseconds(startedAt),
    endTimeUnixNano: nanoseconds(startedAt + duration),
    attributes: attributesOf(attributes),
    events: events.map((event) => ({ name: event.name, timeUnixNano: nanoseconds(event.at) })),
    status: error === undefined ? {} : { code: 2, message: error },
  };
}

function attributesOf(attributes: SpanView['attributes']): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }));
}

function valueOf(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}
