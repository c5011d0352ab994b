import { createRequire } from 'node:module';

/** Loads what sends spans, and OpenTelemetry's API with it: nothing of that costs anything where nobody asks for it. */
export function loadOtlp(): typeof import('./start-otlp.js') {
  // Where the build has it: beside what is built of `register.ts`.
  return createRequire(import.meta.url)('./otlp/start-otlp.js') as typeof import('./start-otlp.js');
}
