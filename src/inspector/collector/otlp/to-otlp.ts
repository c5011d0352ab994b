import type { RequestDetail, SpanView } from '../../api.js';

const KINDS = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;

/** The spans of a request as a body of `/v1/traces`. Source: OTLP 1.x in JSON. */
export function toOtlp({ traceId, spans }: RequestDetail): object {
  const services = grouped(spans);
  return {
    resourceSpans: [...services].map(([service, ofService]) => ({
      resource: { attributes: [attribute('service.name', service)] },
      scopeSpans: [{ scope: { name: 'throughline' }, spans: ofService.map((span) => otlpSpan(traceId, span)) }],
    })),
  };
}

function grouped(spans: readonly SpanView[]): Map<string, SpanView[]> {
  const groups = new Map<string, SpanView[]>();
  for (const span of spans) groups.set(span.service, [...(groups.get(span.service) ?? []), span]);
  return groups;
}

function otlpSpan(traceId: string, span: SpanView): object {
  const { spanId, parentId, name, kind, startedAt, duration = 0, attributes, events, error } = span;
  return {
    traceId,
    spanId,
    ...(parentId !== '' && { parentSpanId: parentId }),
    name,
    kind: KINDS[kind],
    startTimeUnixNano: nanoseconds(startedAt),
    endTimeUnixNano: nanoseconds(startedAt + duration),
    attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    events: events.map((event) => ({ timeUnixNano: nanoseconds(event.at), name: event.name })),
    status: error === undefined ? {} : { code: 2, message: error },
  };
}

function attribute(key: string, value: string | number | boolean): object {
  if (typeof value === 'string') return { key, value: { stringValue: value } };
  if (typeof value === 'boolean') return { key, value: { boolValue: value } };
  return { key, value: Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value } };
}

function nanoseconds(milliseconds: number): string {
  return BigInt(Math.round(milliseconds * 1e6)).toString();
}
