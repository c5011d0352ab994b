import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate, setTimeout } from 'node:timers/promises';

import type { InspectorStatus } from '../api.js';
import { Agents } from './agents.js';
import { EventStream } from './http/event-stream.js';
import { Guard } from './http/guard.js';
import { ingest } from './http/ingest.js';
import { answer } from './http/routes.js';
import { BodyReader } from './http/read-body.js';
import { listen } from './http/listen.js';
import { forwarder } from './otlp/forwarder.js';
import { RequestStore } from './store/request-store.js';

/** How the collector is to run. */
export interface CollectorOptions {
  /** The port; the next free one where that is taken. 4319 unless given. */
  readonly port?: number | undefined;
  /** How many bytes it holds at most. 64 MiB unless given. */
  readonly bytes?: number | undefined;
  /** The folder of the page that is built. */
  readonly page: string;
  /** A collector that gets what comes by OTLP, too, such as `http://127.0.0.1:4318`. */
  readonly forward?: string | undefined;
  /** Told in words what goes wrong. */
  readonly warn?: (message: string) => void;
  /** The version of this package. */
  readonly version: string;
}

/** A collector that runs. */
export interface Collector {
  /** Without the token: `http://127.0.0.1:4319`. */
  readonly address: string;
  /** What may read. */
  readonly token: string;
  /** What agents are told: `THROUGHLINE_INSPECTOR`. */
  readonly ingest: string;
  readonly store: RequestStore;
  /** Waits until agents whose process has ended have said all, a second at most. */
  drain(): Promise<void>;
  close(): void;
}

const PORT = 4319;
const BYTES = 64 * 2 ** 20;

/** Starts a collector on this machine's own addresses. Rejects where no port is free. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const { port, bytes, page, version, forward: url, warn = () => {} } = options;
  const store = new RequestStore(bytes ?? BYTES);
  const bodies = new BodyReader();
  const forward = forwarder(url, warn);
  const agents = new Agents(store);
  const status = (): InspectorStatus => ({
    version,
    services: agents.services,
    started: store.started,
    held: store.held,
    bytes: store.bytes,
    bytesAtMost: store.bytesAtMost,
    dropped: store.dropped,
    findings: store.findings.size,
  });
  const events = new EventStream(store, status);
  const [token, ingestToken, cookieToken] = [newToken(), newToken(), newToken()];
  const servers: Server[] = [];
  const taken = new Set<Duplex>();
  const bound = await listen(port ?? PORT, (chosen) => {
    const guard = new Guard(chosen, token, ingestToken, cookieToken);
    const server = createServer({ requestTimeout: 30_000 }, (request, response) =>
      answer({ store, guard, events, status, bodies, forward, page }, request, response),
    );
    server.maxConnections = 512;
    server.on('upgrade', (request, socket, head) => {
      taken.add(socket);
      socket.on('close', () => taken.delete(socket));
      ingest({ guard, agents, store }, request, socket, head);
    });
    servers.push(server);
    return server;
  });
  const address = `http://127.0.0.1:${bound}`;
  const close = (): void => {
    events.close();
    for (const socket of taken) socket.destroy();
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
  const drain = async (): Promise<void> => {
    for (let turn = 0; turn < 4; turn++) await setImmediate(); // one may be about to connect
    const late = setTimeout(1000, undefined, { ref: false });
    await Promise.race([late, Promise.all([...taken].map((socket) => once(socket, 'close')))]);
  };
  return { address, token, ingest: `${address}#${ingestToken}`, store, drain, close };
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}
