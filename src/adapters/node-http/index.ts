/**
 * The adapter for servers of `node:http`, `node:https` and `node:http2`.
 *
 * @module
 * @since 0.1.0
 */
export { NodeScope } from './open/node-scope.js';
export { type EarlyTracing, type NodeTracing, nodeTracing } from './open/node-tracing.js';
export { type ServerTracing, serverTracing } from './doors/server-tracing.js';
export type { StreamTracing } from './open/stream-tracing.js';
export { traceServer } from './doors/trace-server.js';
export { traced } from './doors/traced.js';
export { tracedStream } from './doors/traced-stream.js';
export type { UpgradeTracing } from './open/upgrade-tracing.js';
