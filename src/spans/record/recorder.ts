import { singleton } from '../../core/singleton.js';
import type { OtelContext } from '../../request/active/opentelemetry-api.js';
import type { TraceIds } from '../../request/request-fields.js';
import type { Traceparent } from '../../w3c/traceparent.js';

/** Attributes of a span. Source: OpenTelemetry, "Attribute". */
export type SpanAttributes = Readonly<Record<string, AttributeValue | undefined>>;

/** A string, number or boolean, or a list of one of them. */
export type AttributeValue = string | number | boolean | readonly string[] | readonly number[] | readonly boolean[];

/** The role of a span in a call. Source: OpenTelemetry, "SpanKind". */
export type SpanKind = 'internal' | 'client' | 'server' | 'producer' | 'consumer';

/** A span that starts. */
export interface SpanStart {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: SpanAttributes | undefined;
}

/** The ids of a span that somebody records. */
export interface SpanIds extends TraceIds {
  /** The span that it is a child of; `''` for the first one of its trace. */
  readonly parentId: string;
}

/** What a recorder is told of one span. */
export interface SpanRecord {
  setAttributes(attributes: SpanAttributes): void;
  addEvent(name: string, attributes: SpanAttributes | undefined): void;
  addLink(link: Traceparent, attributes: SpanAttributes | undefined): void;
  fail(error: unknown): void;
  end(): void;
}

/** OpenTelemetry's record of a span. It decides the ids. */
export interface OtelRecord extends SpanRecord {
  readonly ids: TraceIds;
  /** What is active for OpenTelemetry within the span. */
  readonly context: OtelContext;
}

/** What records spans beside OpenTelemetry. */
export interface Recorder {
  start(start: SpanStart, ids: SpanIds): SpanRecord;
}

/** The recorders of this process. */
export const recorders = singleton('recorders', () => new Set<Recorder>());
