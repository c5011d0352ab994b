/**
 * Sends the id, the trace and the baggage to other services, and reads them from messages.
 *
 * @module
 * @since 0.1.0
 */
export { asBaggage, type BaggageOptions } from '../w3c/baggage-var.js';
export { envWithContext } from './env-with-context.js';
export { extract, type ExtractOptions } from './extract.js';
export { inject, type InjectOptions } from './inject.js';
export type { Origins } from './origin-rule.js';
export { propagate, type PropagateOptions, type StopPropagating } from './propagate.js';
export { type Environment, fromEnv } from './carriers/from-env.js';
export type { ReadableCarrier } from './carriers/readable-carrier.js';
export type { WritableCarrier } from './carriers/writable-carrier.js';
