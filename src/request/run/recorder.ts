import { singleton } from '../../core/singleton.js';

/** What records spans of the current trace besides this package: OpenTelemetry, for one. */
interface Recorder {
  spanId: (() => string | undefined) | undefined;
}

const recorder = singleton('recorder', (): Recorder => ({ spanId: undefined }));

/** From now on `spanId` tells which span is recorded in the current context, if any. */
export function setRecorder(spanId: () => string | undefined): void {
  recorder.spanId = spanId;
}

/**
 * The id of the span that is recorded in the current context; `undefined` where none is. What is sent to other processes
 * must have it as their parent, for a span id that nobody records would tear the trace apart.
 */
export function recordedSpanId(): string | undefined {
  return recorder.spanId?.();
}
