export { NodeScope } from './node-scope.js';
export { type EarlyTracing, type NodeTracing, nodeTracing } from './node-tracing.js';
export { type ServerTracing, serverTracing } from './server-tracing.js';
export type { StreamTracing } from './stream-tracing.js';
export { traceServer } from './trace-server.js';
export { traced } from './traced.js';
export { tracedStream } from './traced-stream.js';
export type { UpgradeTracing } from './upgrade-tracing.js';
