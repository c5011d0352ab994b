import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

export interface Received {
  readonly url: string;
  readonly method: string;
  /** The values of a header, one for each time that it came. */
  all(name: string): string[];
}

export interface Recorder {
  readonly port: number;
  readonly origin: string;
  readonly received: Received[];
  /** Whether any request brought any of the headers that carry a trace, or the request id. */
  readonly carried: boolean;
}

const CARRIED = ['traceparent', 'tracestate', 'baggage', 'x-request-id'];

/** A server on the loopback that keeps the headers of what it receives. It answers by `listener`, or with its URL. */
export async function record(listener?: RequestListener, host = '127.0.0.1'): Promise<Recorder> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const { rawHeaders, url = '', method = '' } = request;
    received.push({
      url,
      method,
      all: (name) => rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === name),
    });
    request.resume();
    if (listener === undefined) response.end(url);
    else listener(request, response);
  });
  server.on('upgrade', (request, socket) => server.emit('request', request, { end: () => socket.destroy() }));
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://${host}:${port}`,
    received,
    get carried() {
      return received.some(({ all }) => CARRIED.some((name) => all(name).length > 0));
    },
  };
}
