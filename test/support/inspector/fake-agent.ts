import { once } from 'node:events';
import { connect } from 'node:net';

/** An agent without an application: sends these events to the collector that `ingest` names, and stays connected until `end` is called. */
export async function fakeAgent(
  ingest: string,
  events: readonly object[],
  agent = 'one',
): Promise<{ send(...more: readonly unknown[]): void; end(): Promise<void> }> {
  const { hostname, port, host, hash } = new URL(ingest);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.on('error', () => {}); // the collector may not want it
  const token = hash.slice(1);
  socket.write(
    `GET /ingest HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: throughline\r\nAuthorization: Bearer ${token}\r\n\r\n`,
  );
  const send = (...more: readonly unknown[]): void => {
    for (const event of more) socket.write(`${typeof event === 'string' ? event : JSON.stringify(event)}\n`);
  };
  send({ type: 'hello', agent, service: 'shop', pid: 7 }, ...events);
  socket.resume();
  return {
    send,
    end: async () => {
      socket.destroy();
      if (!socket.closed) await once(socket, 'close');
    },
  };
}

const TRACE = '0123456789abcdef0123456789abcdef';

/** The event that the request of this number has started. */
export function started(request: number, more: object = {}): object {
  const id = request.toString(16).padStart(32, '0');
  return {
    type: 'request',
    request,
    kind: 'request',
    id,
    traceId: TRACE,
    spanId: id.slice(16),
    parentId: '',
    name: `GET /orders/${request}`,
    method: 'GET',
    path: `/orders/${request}`,
    query: '',
    at: 1000 + request,
    headers: { host: 'shop.example' },
    client: '127.0.0.1',
    server: '',
    http2: '',
    ...more,
  };
}

/** The event that it is over. */
export function ended(request: number, more: object = {}): object {
  return { type: 'end', request, at: 1010 + request, status: 200, ...more };
}
