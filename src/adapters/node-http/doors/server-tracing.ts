import type { TracingOptions } from '../../../index.js';
import { type NodeTracing, nodeTracing } from '../open/node-tracing.js';
import { type StreamTracing, streamTracing } from '../open/stream-tracing.js';
import { type UpgradeTracing, upgradeTracing } from '../open/upgrade-tracing.js';

/** How the requests of a server are traced, by the way they come; those without an entry are not. */
export interface ServerTracing {
  readonly request: NodeTracing;
  readonly stream?: StreamTracing;
  readonly upgrade?: UpgradeTracing;
}

/**
 * For `traceServer`: traces everything that a server of `node:http`, `node:https` or `node:http2` can get: requests, streams of HTTP/2,
 * upgrades and tunnels. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 */
export function serverTracing(options?: TracingOptions): Required<ServerTracing> {
  return { request: nodeTracing(options), stream: streamTracing(options), upgrade: upgradeTracing(options) };
}
