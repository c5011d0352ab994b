import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';

import { traced } from '../../../../src/adapters/node-http/index.js';
import { tracedConnection } from '../../../../src/adapters/ws/index.js';
import { CTX_REQUEST_ID, type Span, type TracingOptions } from '../../../../src/index.js';

export interface Served {
  readonly sockets: WebSocketServer;
  /** The port of the server. Plain requests are answered with their id. */
  readonly port: number;
  /** The spans of connections that have ended, in order, as often as they ended. */
  readonly ended: Span[];
  /** A client that is connected, and ends with the test. */
  readonly open: (headers?: Record<string, string>, path?: string) => Promise<WebSocket>;
}

/** A server whose connections are traced, on a free port that it shares with a traced HTTP server; closed with the test. */
export async function serve(
  listener: (socket: WebSocket, request: IncomingMessage) => unknown,
  options: TracingOptions = {},
): Promise<Served> {
  const ended: Span[] = [];
  const http = createServer(traced((_, response) => response.end(CTX_REQUEST_ID.get())));
  const sockets = new WebSocketServer({ noServer: true });
  http.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
  });
  sockets.on('connection', tracedConnection(listener, { end: (span) => void ended.push(span), ...options }));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    http.close();
    http.closeAllConnections();
  });
  const { port } = http.address() as AddressInfo;
  const open = async (headers: Record<string, string> = {}, path = '/'): Promise<WebSocket> => {
    const client = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    onTestFinished(() => client.terminate());
    await once(client, 'open');
    return client;
  };
  return { sockets, port, ended, open };
}

/** The next `count` messages that `client` gets, as text. */
export async function receive(client: WebSocket, count = 1): Promise<string[]> {
  const messages: string[] = [];
  await new Promise<void>((resolve) => {
    const listener = (data: unknown): void => {
      if (messages.push(String(data)) < count) return;
      client.off('message', listener);
      resolve();
    };
    client.on('message', listener);
  });
  return messages;
}

/** Sends `text` and gives the next message that comes. */
export async function ask(client: WebSocket, text: string): Promise<string> {
  const answer = receive(client);
  client.send(text);
  return (await answer)[0] as string;
}
