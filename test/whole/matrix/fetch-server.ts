import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { serve, type Started } from './harness.js';

type Handler = (request: Request) => Promise<Response>;

/** Serves a fetch handler over Node's HTTP server, as Bun, Deno and Workers do: nothing of the connection reaches it. */
export function fetchServer(handler: Handler): Promise<Started> {
  return serve((incoming, outgoing) => void answer(handler, incoming, outgoing));
}

async function answer(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
  const request = new Request(`http://127.0.0.1${url}`, {
    method,
    headers,
    ...(hasBody && { body: Readable.toWeb(incoming), duplex: 'half' }),
  });
  const response = await handler(request);
  if (outgoing.destroyed) return response.body?.cancel(); // a pipeline would leave it alone
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null || method === 'HEAD') outgoing.end();
  else await pipeline(Readable.fromWeb(response.body as never), outgoing).catch(() => {});
}
