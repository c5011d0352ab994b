/**
 * TC39's `AsyncContext`. It shares its context with `ContextVar`.
 *
 * @module
 * @since 0.1.0
 */
export { AsyncContext } from './async-context.js';
