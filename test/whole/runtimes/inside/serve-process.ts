// Serves the burst in a process of Node, Bun or Deno, and prints where.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';

import { traced } from '../../../../src/adapters/node-http/index.js';
import { installConsole } from '../../../../src/loggers/console/index.js';
import { answerNode } from './answer-node.js';
import { serveWeb } from './answer.js';

type Handler = (request: Request) => unknown;

/** The servers that Bun and Deno have of their own. */
const { Bun, Deno } = globalThis as {
  Bun?: { serve(options: object): { readonly port: number } };
  Deno?: { serve(options: object, handler: Handler): { readonly addr: { readonly port: number } } };
};
const address = { port: 0, hostname: '127.0.0.1' };

function servePort(): Promise<number> | number {
  const handler: Handler = (request) => serveWeb(request);
  if (Bun !== undefined) return Bun.serve({ ...address, fetch: handler }).port;
  if (Deno !== undefined) return Deno.serve({ ...address, onListen() {} }, handler).addr.port;
  return new Promise((resolve) => {
    serve({ ...address, fetch: serveWeb }, ({ port }) => resolve(port));
  });
}

const webPort = await servePort();
const server = createServer(traced(answerNode)).listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ web: webPort, node: (server.address() as AddressInfo).port }));
  installConsole({ format: 'json' });
});
