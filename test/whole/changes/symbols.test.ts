import { Console } from 'node:console';
import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { connect, createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';

import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { Agent, request } from 'undici';
import winston from 'winston';
import { WebSocket, WebSocketServer } from 'ws';

import { traced as tracedFetch } from '../../../src/adapters/fetch/index.js';
import { throughline as throughlineHono } from '../../../src/adapters/hono/index.js';
import { nodeTracing, traced, tracedStream } from '../../../src/adapters/node-http/index.js';
import { bindSocket, tracedConnection } from '../../../src/adapters/ws/index.js';
import type { TracingOptions } from '../../../src/index.js';
import { installConsole } from '../../../src/loggers/console/index.js';
import { withLogContext } from '../../../src/loggers/winston/index.js';
import { OpenTelemetrySpan } from '../../../src/opentelemetry/index.js';
import { extract, propagate } from '../../../src/propagation/index.js';
import { LogCapture } from '../../../src/testing/index.js';
import { CELLS } from '../matrix/cells.js';
import { rowsOf } from './page.js';
import { symbolsInHeap } from './symbols-in-heap.js';

/** Hooks that look at the heap while a request is under way. */
function looking(): { readonly found: Set<string>; readonly look: () => void; readonly options: TracingOptions } {
  const found = new Set<string>();
  const look = (): void => symbolsInHeap().forEach((each) => found.add(each));
  return { found, look, options: { requestAfter: () => undefined, response: look } };
}

const listed = rowsOf('Symbols').flatMap(([symbols, classes]) =>
  symbols.flatMap((symbol) => classes.map((name) => `${symbol} on ${name}`)),
);

const seen = new Set<string>();

async function throughHttp2(options: TracingOptions, api: 'request' | 'stream'): Promise<void> {
  const server = createServer();
  if (api === 'request')
    server.on(
      'request',
      traced((_, response) => response.end('done'), options),
    );
  else
    server.on(
      'stream',
      tracedStream((stream) => stream.end('done'), options),
    );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stream = client.request({ ':path': '/' });
  await once(stream.resume(), 'end');
  client.close();
  server.close();
}

/** A request that is traced before its response is at hand, as Fastify's are. */
async function opened(look: () => void): Promise<void> {
  const trace = nodeTracing({});
  const server = createHttpServer((incoming, response) => {
    trace.open(incoming);
    look();
    void trace(incoming, response, () => response.end());
  });
  const url = await listening(server);
  await (await fetch(url)).text();
  server.close();
}

/** A response of Hono's server for Node that middleware reads. */
async function throughHono(look: () => void): Promise<void> {
  const app = new Hono();
  app.use(throughlineHono(), async (c, next) => {
    await next();
    expect(c.res.headers.get('x-request-id')).toMatch(/^[\da-f]{32}$/);
    look();
  });
  app.get('/', (c) => c.text('done'));
  const server = createHttpServer(getRequestListener(app.fetch));
  const url = await listening(server);
  await (await fetch(url)).text();
  server.close();
}

/** A response of text of a fetch handler. */
async function throughFetch(look: () => void): Promise<void> {
  const response = await tracedFetch(() => new Response('done'))(new Request('http://localhost/'));
  look();
  expect(await response.text()).toBe('done');
}

async function throughWs(look: () => void): Promise<void> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const tracing = new Promise<void>((resolve) =>
    server.on(
      'connection',
      tracedConnection(() => resolve()),
    ),
  );
  await once(server, 'listening');
  const client = bindSocket(new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`));
  await Promise.all([tracing, once(client, 'open')]);
  look();
  client.terminate();
  server.close();
}

/** A request of undici through an interceptor, which sees its options. */
async function throughUndici(look: () => void): Promise<void> {
  const stop = propagate({ to: () => true });
  const server = createHttpServer((_, response) => response.end('done'));
  const url = await listening(server);
  const agent = new Agent();
  const dispatcher = agent.compose((dispatch) => (options, handler) => {
    look();
    return dispatch(options, handler);
  });
  await extract({ 'x-request-id': 'abc' }).run(async () => (await request(url, { dispatcher })).body.dump());
  await agent.close();
  stop();
  server.close();
}

async function loggers(look: () => void): Promise<void> {
  const console = new Console(new LogCapture());
  const undo = installConsole({ console });
  const logger = withLogContext(winston.createLogger());
  look();
  logger.close();
  undo();
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('docs/reference/what-it-changes.md', () => {
  it('lists them on a response of a fetch handler', async () => {
    const { found, look } = looking();
    await throughFetch(look); // before Hono replaces the class
    expect([...found].filter((each) => !listed.includes(each))).toEqual([]);
    found.forEach((each) => seen.add(each));
  });

  it.each(CELLS)('lists the symbols of the package on the objects of a request of $name', async (cell) => {
    const { found, options } = looking();
    const { port, close } = await cell.start(options);
    await (await fetch(`http://127.0.0.1:${port}/echo`, { method: 'POST', body: 'abc' })).text();
    await close();
    expect(found.size).toBeGreaterThan(0);
    expect([...found].filter((each) => !listed.includes(each))).toEqual([]);
    found.forEach((each) => seen.add(each));
  });

  it.each(['request', 'stream'] as const)('lists them on the objects of HTTP/2, by the event %s', async (api) => {
    const { found, options } = looking();
    await throughHttp2(options, api);
    expect([...found].filter((each) => !listed.includes(each))).toEqual([]);
    found.forEach((each) => seen.add(each));
  });

  it.each([
    ['a request whose response is not at hand', opened],
    ['a response that middleware of Hono reads', throughHono],
    ['WebSockets', throughWs],
    ['the options of undici', throughUndici],
    ['a console and a logger', loggers],
  ])('lists them on %s', async (_, run) => {
    const { found, look } = looking();
    await run(look);
    expect([...found].filter((each) => !listed.includes(each))).toEqual([]);
    found.forEach((each) => seen.add(each));
  });

  it('lists no other', () => {
    expect(OpenTelemetrySpan).toBeDefined(); // its prototype was in the heap, as it is loaded
    expect(listed.filter((each) => !seen.has(each))).toEqual([]);
  });
});
