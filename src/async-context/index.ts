/**
 * TC39's `AsyncContext`, on the same context.
 *
 * @module
 * @since 0.1.0
 */
export { AsyncContext } from './async-context.js';
