export { type FetchTracing, fetchTracing } from './fetch-tracing.js';
export { traced } from './traced.js';
