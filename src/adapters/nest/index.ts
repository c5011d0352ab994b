/**
 * The adapter for NestJS and its gateways.
 *
 * @module
 * @since 0.1.0
 */
export { throughline } from './throughline.js';
export { traceGateways } from './trace-gateways.js';
