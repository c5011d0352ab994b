/**
 * Carries the id and the trace in jobs of BullMQ.
 *
 * @module
 * @since 0.1.0
 */
export { headersOf, type SentJob } from './headers-of.js';
export { telemetry } from './telemetry.js';
