import type { LineView, SpanView } from '../../api.js';
import { durationBetween, type Fields, fieldsOf, hexOf, itemsOf, parsedNumber, textOf } from '../../protocol/fields.js';
import { readAnyValue, readAttributes, readText, readTime, serviceOf } from './any-value.js';

/** What another service sent of one trace. */
export type OfTrace = { readonly traceId: string; readonly service: string } & (
  | { readonly span: SpanView; readonly line?: undefined }
  | { readonly line: LineView; readonly span?: undefined }
);

/** In one body. */
const MOST = 20_000;

/** Source: OTLP, `SpanKind`, from 1 on. */
const KINDS = ['internal', 'server', 'client', 'producer', 'consumer'] as const;

/** Source: OTLP, `StatusCode`. */
const ERROR = 2;

/** The spans of a body of `/v1/traces`, as JSON has it. What is wrong is left out. */
export function readSpans(body: Fields): readonly OfTrace[] {
  return each(body['resourceSpans'], 'scopeSpans', 'spans', (it, service) => {
    const startedAt = readTime(it['startTimeUnixNano']);
    const status = fieldsOf(it['status']);
    const code = parsedNumber(status['code']);
    return {
      span: {
        spanId: idOf(it['spanId'], 16),
        parentId: idOf(it['parentSpanId'], 16),
        service,
        name: readText(it['name'], 1024),
        kind: KINDS[parsedNumber(it['kind']) - 1] ?? 'internal',
        startedAt,
        duration: durationBetween(startedAt, readTime(it['endTimeUnixNano'])),
        attributes: readAttributes(it['attributes']),
        events: itemsOf(it['events'], 64).map((item) => {
          const event = fieldsOf(item);
          return { at: readTime(event['timeUnixNano']), name: readText(event['name']) };
        }),
        error: code === ERROR ? readText(status['message'], 1024) || 'failed' : undefined,
        place: undefined,
      },
    };
  });
}

/** The lines of a body of `/v1/logs`. */
export function readLogs(body: Fields): readonly OfTrace[] {
  return each(body['resourceLogs'], 'scopeLogs', 'logRecords', (it) => {
    const attributes = readAttributes(it['attributes']);
    return {
      line: {
        at: readTime(it['timeUnixNano']) || readTime(it['observedTimeUnixNano']),
        level: textOf(it['severityText'], 32).toLowerCase(),
        text: String(readAnyValue(it['body'])),
        fields: Object.keys(attributes).length === 0 ? undefined : JSON.stringify(attributes),
        spanId: idOf(it['spanId'], 16),
        place: undefined,
      },
    };
  });
}

/** Each record that has a trace: they stand in scopes, which stand in resources. */
function each(
  resources: unknown,
  scopes: string,
  records: string,
  read: (record: Fields, service: string) => { span: SpanView } | { line: LineView },
): readonly OfTrace[] {
  const found: OfTrace[] = [];
  for (const item of itemsOf(resources, MOST)) {
    const resource = fieldsOf(item);
    const service = serviceOf(resource['resource']);
    for (const scope of itemsOf(resource[scopes], MOST)) {
      for (const record of itemsOf(fieldsOf(scope)[records], MOST)) {
        const fields = fieldsOf(record);
        const traceId = idOf(fields['traceId'], 32);
        if (found.length < MOST && traceId !== '') found.push({ traceId, service, ...read(fields, service) });
      }
    }
  }
  return found;
}

/** Ids in JSON are hex in any case. */
function idOf(value: unknown, length: number): string {
  return typeof value === 'string' && value.length === length ? hexOf(value.toLowerCase(), length) : '';
}
