import { createRequire } from 'node:module';

import type { OpenTelemetrySpan } from '../../opentelemetry/open-telemetry-span.js';
import { findOtlpPackages } from './otlp-packages.js';

/**
 * Loads what sends spans to `url`, and OpenTelemetry's API with it, and starts it. Returns the class that makes the spans of requests; `undefined`
 * without a URL, and where `OTEL_SDK_DISABLED` says that nothing is to be sent: then nothing is loaded. Throws `TL_ERR_MISSING_PACKAGE`.
 */
export function loadOtlp(url: string): typeof OpenTelemetrySpan | undefined {
  if (url === '' || process.env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return undefined;
  const packages = findOtlpPackages();
  // Where the build has it: beside what is built of `register.ts`.
  const built = createRequire(import.meta.url)('./otlp/start-otlp.js') as typeof import('./start-otlp.js');
  return built.startOtlp(url, packages);
}
