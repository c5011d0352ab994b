/**
 * Lets OpenTelemetry and this package use the same ids and the same context.
 *
 * @module
 * @since 0.1.0
 */
export { OpenTelemetrySpan } from './open-telemetry-span.js';
export { ThroughlineContextManager } from './throughline-context-manager.js';
export { ThroughlinePropagator } from './throughline-propagator.js';
