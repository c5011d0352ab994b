import type { MessageType } from './protobuf.js';

// The parts of OTLP's messages that are shown. Source: opentelemetry-proto 1.x, collector/*, trace/v1, logs/v1, common/v1 and resource/v1.

const AnyValue: MessageType = () => ({
  1: ['stringValue', 'text'],
  2: ['boolValue', 'bool'],
  3: ['intValue', 'int'],
  4: ['doubleValue', 'double'],
  5: ['arrayValue', ArrayValue],
  6: ['kvlistValue', KeyValueList],
  7: ['bytesValue', 'base64'],
});
const ArrayValue: MessageType = () => ({ 1: ['values', [AnyValue]] });
const KeyValueList: MessageType = () => ({ 1: ['values', [KeyValue]] });
const KeyValue: MessageType = () => ({ 1: ['key', 'text'], 2: ['value', AnyValue] });
const Resource: MessageType = () => ({ 1: ['attributes', [KeyValue]] });

const SpanEvent: MessageType = () => ({ 1: ['timeUnixNano', 'fixed64'], 2: ['name', 'text'] });
const Status: MessageType = () => ({ 2: ['message', 'text'], 3: ['code', 'int'] });
const Span: MessageType = () => ({
  1: ['traceId', 'hex'],
  2: ['spanId', 'hex'],
  4: ['parentSpanId', 'hex'],
  5: ['name', 'text'],
  6: ['kind', 'int'],
  7: ['startTimeUnixNano', 'fixed64'],
  8: ['endTimeUnixNano', 'fixed64'],
  9: ['attributes', [KeyValue]],
  11: ['events', [SpanEvent]],
  15: ['status', Status],
});
const ScopeSpans: MessageType = () => ({ 2: ['spans', [Span]] });
const ResourceSpans: MessageType = () => ({ 1: ['resource', Resource], 2: ['scopeSpans', [ScopeSpans]] });

const LogRecord: MessageType = () => ({
  1: ['timeUnixNano', 'fixed64'],
  2: ['severityNumber', 'int'],
  3: ['severityText', 'text'],
  5: ['body', AnyValue],
  6: ['attributes', [KeyValue]],
  9: ['traceId', 'hex'],
  10: ['spanId', 'hex'],
  11: ['observedTimeUnixNano', 'fixed64'],
});
const ScopeLogs: MessageType = () => ({ 2: ['logRecords', [LogRecord]] });
const ResourceLogs: MessageType = () => ({ 1: ['resource', Resource], 2: ['scopeLogs', [ScopeLogs]] });

/** The body of `POST /v1/traces`. */
export const TracesRequest: MessageType = () => ({ 1: ['resourceSpans', [ResourceSpans]] });

/** The body of `POST /v1/logs`. */
export const LogsRequest: MessageType = () => ({ 1: ['resourceLogs', [ResourceLogs]] });
