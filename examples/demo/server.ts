import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { isThroughlineError, type Span, TraceCtx } from 'throughline';
import { traced } from 'throughline/node-http';

import { ledger } from './ledger.js';
import { log } from './log.js';
import { type RouteName, routes } from './routes/index.js';
import type { Handler } from './routes/handler.js';

/** How many requests the server is answering: now, and at most so far. */
export const inFlight = { now: 0, most: 0 };

export function createDemoServer(): Server {
  return createServer(traced(handle, { end: spanEnded }));
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '';
  countInFlight(response);
  ledger.see('arrived', url);
  response.on('finish', () => ledger.see('finish', url));
  response.on('close', () => ledger.see('close', url));

  const route = findRoute(url);
  if (route === undefined) {
    response.statusCode = 404;
    response.end(`There are: ${Object.keys(routes).join(', ')}\n`);
    return;
  }
  await route(request, response, url);
}

function findRoute(url: string): Handler | undefined {
  const name = url.split(/[/?]/)[1] ?? '';
  return Object.hasOwn(routes, name) ? routes[name as RouteName] : undefined;
}

function countInFlight(response: ServerResponse): void {
  inFlight.now += 1;
  inFlight.most = Math.max(inFlight.most, inFlight.now);
  response.on('close', () => {
    inFlight.now -= 1;
  });
}

function spanEnded(span: Span): void {
  const url = span.scope.path;
  log(`${url} ends: ${ending(span.error)}`);
  ledger.entries.get(url)?.endings.push(ending(span.error));
  ledger.see('end', url);
  if (span.requestId !== TraceCtx.getId()) ledger.see('end', url, span.requestId);
}

function ending(error: unknown): string {
  if (error === undefined) return 'finished';
  if (isThroughlineError(error, 'TL_ERR_REQUEST_ABORTED')) return 'aborted';
  return error instanceof Error ? `${error.name}: ${error.message}` : 'failed';
}
