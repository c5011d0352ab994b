/**
 * Sends the id and the trace to other threads.
 *
 * @module
 * @since 0.1.0
 */
export { inContext } from './in-context.js';
export { withContext, type WithContext } from './with-context.js';
