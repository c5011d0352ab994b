export { OpenTelemetrySpan } from './open-telemetry-span.js';
export { ThroughlineContextManager } from './throughline-context-manager.js';
export { ThroughlinePropagator } from './throughline-propagator.js';
