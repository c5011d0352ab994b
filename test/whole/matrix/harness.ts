import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { traced } from '../../../src/adapters/node-http/index.js';
import type { TracingOptions } from '../../../src/index.js';

/** What the application of a cell does at each path. Written once; each framework routes its paths there. */
export interface Cell {
  readonly name: string;
  /** Why the source of a streamed body does not run in the context here. */
  readonly streamsOutside?: string;
  /** Why there are no request and response of Node here. */
  readonly notNode?: string;
  /** Why the span does not end with the error of a handler here. */
  readonly errorsUnseen?: string;
  /** Why a request that takes too long is no aborted one here. */
  readonly timeoutsAnswered?: string;
  /** Starts a traced server with the routes of the matrix; gives its address and what closes it. */
  start(options: TracingOptions, registered?: Registered): Promise<Started>;
}

/** How often, and where, tracing is registered: in the application, there twice, or there and around its listener too. */
export type Registered = 'once' | 'twice' | 'around too';

export interface Started {
  readonly port: number;
  readonly server: Server;
  close(): Promise<void>;
}

/** Looks for requests that take too long every 50 ms, not every 30 s. */
export const SERVER_OPTIONS = { connectionsCheckingInterval: 50 } as const;

/** Serves on Node. */
export const serve = (listener: RequestListener): Promise<Started> => listen(createServer(SERVER_OPTIONS, listener));

/** Calls `use` as often as tracing is to be registered in the application. */
export function register(registered: Registered | undefined, use: () => unknown): void {
  use();
  if (registered === 'twice') use();
}

/** Traces `listener`, if that is to be done. */
export function around(
  registered: Registered | undefined,
  listener: RequestListener,
  options: TracingOptions,
): RequestListener {
  return registered === 'around too' ? traced(listener, options) : listener;
}

/** A Node server on a free port. */
export async function listen(server: Server): Promise<Started> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    server,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
