import { OpenTelemetrySpan } from '../../opentelemetry/open-telemetry-span.js';
import { recordChannels, type StopRecording } from '../../spans/channels/record-channels.js';
import { actBeforeFirstSpan, beforeFirstSpan } from '../../spans/record/before-first-span.js';
import type { Packages } from './find-packages.js';
import { flushAtEnd } from './flush-at-end.js';
import { registerLate } from './late-registration.js';
import { standIn } from './stand-in.js';
import { newSender } from './tracer-provider.js';

/**
 * Sends spans to the collector at `url`, by OpenTelemetry's SDK. The SDK is registered late, by `actBeforeFirstSpan`, so that an application
 * that starts an SDK of its own comes first. Returns the class that makes the spans of requests.
 */
export function startOtlp(url: string, packages: Packages): typeof OpenTelemetrySpan {
  const sender = newSender(url, packages);
  const register = (): void => {
    let stop: StopRecording | undefined;
    if (!registerLate(sender, () => stop?.())) return;
    stop = recordChannels();
    flushAtEnd(sender);
  };
  beforeFirstSpan(register);
  standIn(sender, actBeforeFirstSpan);
  return OpenTelemetrySpan;
}
