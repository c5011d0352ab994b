export { NodeScope } from './node-scope.js';
export { type NodeTracing, nodeTracing } from './node-tracing.js';
export { traced } from './traced.js';
export { tracedStream } from './traced-stream.js';
