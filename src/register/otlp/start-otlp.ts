import { OpenTelemetrySpan } from '../../opentelemetry/open-telemetry-span.js';
import { recordChannels, type StopRecording } from '../../spans/channels/record-channels.js';
import { beforeFirstSpan } from '../../spans/record/before-first-span.js';
import { flushAtEnd } from './flush-at-end.js';
import { registerLate } from './late-registration.js';
import { standIn } from './stand-in.js';
import { newSender } from './tracer-provider.js';

/** What sends spans to a collector. */
export interface Otlp {
  /** The class that makes the spans of requests. */
  readonly span: typeof OpenTelemetrySpan;
  /** Registers OpenTelemetry's SDK, once, unless the application has done so: to be called before the first request. */
  readonly register: () => void;
}

/**
 * Has spans sent to the collector at `url`, by OpenTelemetry's SDK. It is registered late, before the first span, so that an application
 * that starts an SDK of its own comes first. Throws `TL_ERR_MISSING_PACKAGE`.
 */
export function startOtlp(url: string): Otlp {
  const sender = newSender(url);
  let isFirst = true;
  const register = (): void => {
    if (!isFirst) return;
    isFirst = false;
    let stop: StopRecording | undefined;
    if (!registerLate(sender, () => stop?.())) return;
    stop = recordChannels();
    flushAtEnd(sender);
  };
  beforeFirstSpan(register);
  standIn(sender, register);
  return { span: OpenTelemetrySpan, register };
}
