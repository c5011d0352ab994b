import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

import { onTestFinished } from 'vitest';

import { traced } from '../../src/adapters/node-http/index.js';
import type { Span, TracingOptions } from '../../src/index.js';

export interface Served {
  readonly server: Server;
  readonly url: string;
  /** The spans that have ended, in order, as often as they ended. */
  readonly ended: Span[];
  /** Sends these bytes on a connection of its own and gives all that comes back until the server closes it. */
  readonly raw: (...lines: string[]) => Promise<string>;
  readonly open: () => Promise<Socket>;
}

/** A traced server on a free port, closed when the test ends. */
export async function serve(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
  options: TracingOptions = {},
): Promise<Served> {
  const ended: Span[] = [];
  const server = createServer(traced(listener, { end: (span) => void ended.push(span), ...options }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
  const raw = async (...lines: string[]): Promise<string> => {
    const socket = await open();
    socket.write(lines.join('\r\n'), 'latin1');
    let answer = '';
    for await (const chunk of socket.setEncoding('latin1')) answer += String(chunk);
    return answer;
  };
  return { server, url: `http://127.0.0.1:${port}`, ended, raw, open };
}
