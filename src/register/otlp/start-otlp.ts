import { OpenTelemetrySpan } from '../../opentelemetry/open-telemetry-span.js';
import { recordChannels } from '../../spans/channels/record-channels.js';
import { beforeFirstSpan } from '../../spans/record/before-first-span.js';
import type { Packages } from './find-packages.js';
import { flushAtEnd } from './flush-at-end.js';
import { registerLate } from './late-registration.js';
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
 * that starts an SDK of its own comes first.
 */
export function startOtlp(url: string, packages: Packages): Otlp {
  const sender = newSender(url, packages);
  let isFirst = true;
  const register = (): void => {
    if (!isFirst) return;
    isFirst = false;
    let stop: (() => void) | undefined;
    if (!registerLate(sender, () => stop?.())) return;
    stop = recordChannels();
    flushAtEnd(sender);
  };
  beforeFirstSpan(register);
  return { span: OpenTelemetrySpan, register };
}
