import { once } from 'node:events';
import type { Server } from 'node:http';

/** How many ports are tried. */
const TRIES = 64;

/**
 * Lets servers listen on 127.0.0.1 and, where the machine has it, on ::1: on `port`, or the next one that is free on both. Port 0 is
 * any free one. `newServer` makes one for each address. Gives the port. Rejects where none is free.
 */
export async function listen(port: number, newServer: (port: number) => Server): Promise<number> {
  for (let tried = 0; ; tried++) {
    try {
      return await listenOnBoth(port === 0 ? await freePort(newServer) : port + tried, newServer);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tried === TRIES) throw error;
    }
  }
}

async function listenOnBoth(port: number, newServer: (port: number) => Server): Promise<number> {
  const first = newServer(port);
  await listenOn(first, port, '127.0.0.1');
  try {
    await listenOn(newServer(port), port, '::1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return port; // no IPv6 here
    first.close();
    throw error;
  }
  return port;
}

async function freePort(newServer: (port: number) => Server): Promise<number> {
  const server = newServer(0);
  await listenOn(server, 0, '127.0.0.1');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function listenOn(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}
