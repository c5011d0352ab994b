import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { TracingOptions } from '../../../src/index.js';

/** What the application of a cell does at each path. Written once; each framework routes its paths there. */
export interface Cell {
  readonly name: string;
  /** Why the source of a streamed body does not run in the context here. */
  readonly streamsOutside?: string;
  /** Starts a traced server with the routes of the matrix; gives its address and what closes it. */
  start(options: TracingOptions): Promise<Started>;
}

export interface Started {
  readonly port: number;
  close(): Promise<void>;
}

/** A Node server on a free port. */
export async function listen(server: Server): Promise<Started> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
