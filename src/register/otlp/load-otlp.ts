import { createRequire } from 'node:module';

import { findOtlpPackages } from './otlp-packages.js';
import type { Otlp } from './start-otlp.js';

/**
 * Loads what sends spans to `url`, and OpenTelemetry's API with it, and starts it: nothing of that costs anything where nobody asks for it.
 * `undefined` where `OTEL_SDK_DISABLED` says that nothing is to be sent. Throws `TL_ERR_MISSING_PACKAGE`, before what is missing is loaded.
 */
export function loadOtlp(url: string): Otlp | undefined {
  if (url === '' || process.env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true') return undefined;
  const packages = findOtlpPackages();
  // Where the build has it: beside what is built of `register.ts`.
  const built = createRequire(import.meta.url)('./otlp/start-otlp.js') as typeof import('./start-otlp.js');
  return built.startOtlp(url, packages);
}
