import { attempt } from '../../core/attempt.js';
import { activeInManager } from '../../request/active/active-in-manager.js';
import { activeIds } from '../../request/active/active-ids.js';
import type { OtelContext } from '../../request/active/opentelemetry-api.js';
import { CTX_SPAN_ID, CTX_TRACE_FLAGS, CTX_TRACE_ID, CTX_TRACESTATE } from '../../request/context-vars.js';
import type { TraceIds } from '../../request/request-fields.js';
import { generateSpanId, generateTraceId } from '../../w3c/ids.js';
import { actBeforeFirstSpan } from './before-first-span.js';
import { hasOpenTelemetry, recordByOpenTelemetry } from './record-by-opentelemetry.js';
import { type Recorder, recorders, type SpanRecord, type SpanStart } from './recorder.js';

/** A span that somebody records. */
export interface Started {
  readonly ids: TraceIds;
  readonly records: readonly SpanRecord[];
  /** What is active for OpenTelemetry within it, and what its context manager has active itself; `undefined` where it does not record. */
  readonly context: OtelContext | undefined;
  readonly outer: OtelContext | undefined;
}

/** Whether anybody records spans. */
export function isRecorded(): boolean {
  actBeforeFirstSpan();
  return recorders.size > 0 || hasOpenTelemetry();
}

/** Starts a span in every recorder; `undefined` where there is none. */
export function startRecords(start: SpanStart): Started | undefined {
  const parentId = CTX_SPAN_ID.get();
  const outer = activeInManager();
  const otel = recordByOpenTelemetry(start);
  if (otel === undefined && recorders.size === 0) return undefined;
  const ids = otel?.ids ?? ownIds();
  const others = [...recorders].flatMap((recorder) => startRecord(recorder, start, { ...ids, parentId }) ?? []);
  return { ids, records: otel === undefined ? others : [otel, ...others], context: otel?.context, outer };
}

function startRecord(recorder: Recorder, ...span: Parameters<Recorder['start']>): SpanRecord | undefined {
  return attempt(() => recorder.start(...span));
}

/** The ids of a span that OpenTelemetry does not record: in the trace of the request, if there is one. */
function ownIds(): TraceIds {
  const known = activeIds();
  return {
    traceId: (known?.traceId ?? CTX_TRACE_ID.get()) || generateTraceId(),
    spanId: generateSpanId(),
    traceFlags: known?.traceFlags ?? CTX_TRACE_FLAGS.get(),
    tracestate: known?.tracestate ?? CTX_TRACESTATE.get(),
  };
}
