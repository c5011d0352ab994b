import { createRequire } from 'node:module';

/** Loads `startOtlp`, and OpenTelemetry's API with it. Without `THROUGHLINE_OTLP`, a process does not load them. */
export function loadOtlp(): typeof import('./start-otlp.js') {
  // Where the build has it: beside what is built of `register.ts`.
  return createRequire(import.meta.url)('./otlp/start-otlp.js') as typeof import('./start-otlp.js');
}
