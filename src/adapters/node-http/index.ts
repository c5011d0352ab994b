export { type NodeTracing, nodeTracing } from './node-tracing.js';
export { traced } from './traced.js';
