/**
 * The adapter for handlers that take a `Request` and give a `Response`.
 *
 * @module
 * @since 0.1.0
 */
export { type FetchTracing, fetchTracing } from './fetch-tracing.js';
export { traced } from './traced.js';
