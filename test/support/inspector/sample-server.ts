import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { InspectorEvent, OutsideLine, RequestDetail } from '../../../src/inspector/api.js';
import { toOtlp } from '../../../src/inspector/collector/otlp/to-otlp.js';
import { SampleCollector } from './sample-collector.js';
import { summaryOf } from './sample-request.js';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'";
const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

/** The API of the inspector and its page on a port of its own, over samples. */
export interface SampleServer {
  readonly address: string;
  readonly collector: SampleCollector;
  /** What each stream of events asked to resume from. */
  readonly resumedFrom: readonly (string | undefined)[];
  /** With what the API was refused, each time. */
  readonly refusals: readonly number[];
  /** Puts requests into the collector, and tells the streams. */
  add(requests: readonly RequestDetail[], skipped?: number): void;
  /** Puts lines that stand in no request into the collector, and tells the streams. */
  addOutside(lines: readonly OutsideLine[]): void;
  send(event: InspectorEvent): void;
  /** Cuts all streams; with a status, all of the API is answered with that until it is called again. */
  cut(refusal?: number): void;
  /** Lets answers with the list be late, by so many milliseconds. */
  delay(ms: number): void;
}

/** Serves the page in the folder `page`, until the test ends. */
export async function sampleServer(page = 'dist/inspector/page'): Promise<SampleServer> {
  const collector = new SampleCollector();
  const streams = new Set<ServerResponse>();
  const resumedFrom: (string | undefined)[] = [];
  const refusals: number[] = [];
  let refused: number | undefined;
  let delay = 0;
  let eventId = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, api, what, key = '', act] = pathname.split('/').map(decodeURIComponent);
    if (api !== 'api') return serveFile(response, page, pathname === '/' ? 'index.html' : pathname.slice(1));
    if (refused !== undefined) {
      refusals.push(refused);
      return json(response, refused, {});
    }
    if (what === 'events') {
      resumedFrom.push(request.headers['last-event-id'] as string | undefined);
      streams.add(response);
      response.on('close', () => streams.delete(response));
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 100\n\n');
    } else if (what === 'status') json(response, 200, collector.status);
    else if (what === 'findings') json(response, 200, { findings: collector.findings });
    else if (what === 'lines') json(response, 200, collector.lines(searchParams));
    else if (key === '') {
      const list = collector.list(searchParams);
      setTimeout(() => json(response, 200, list), delay);
    } else answerRequest(collector, key, act ?? '', request, response);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const send = (event: InspectorEvent): void => {
    eventId++;
    for (const stream of streams)
      stream.write(`id: ${eventId}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    collector,
    resumedFrom,
    refusals,
    add(requests, skipped = 0) {
      for (const request of requests) collector.put(request);
      send({ type: 'requests', requests: requests.map(summaryOf), skipped });
      send({ type: 'status', status: collector.status });
    },
    addOutside(lines) {
      collector.outside.push(...lines);
      send({ type: 'lines', lines, skipped: 0 });
    },
    send,
    delay(ms) {
      delay = ms;
    },
    cut(refusal) {
      refused = refusal;
      for (const stream of streams) stream.destroy();
    },
  };
}

function answerRequest(
  collector: SampleCollector,
  key: string,
  act: string,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const detail = collector.find(key);
  if (detail === undefined) json(response, 404, { error: 'There is no such request' });
  else if (act === 'otlp') json(response, 200, toOtlp(detail));
  else if (act === 'curl') response.end(`curl -X '${detail.method}' 'http://localhost:3000${detail.path}'`);
  else if (act === 'replay' && method === 'POST' && headers['x-throughline-inspector'] === '1') {
    collector.replayed.push(key);
    json(response, 200, { status: 201, requestId: detail.id });
  } else json(response, 200, detail);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function serveFile(response: ServerResponse, page: string, name: string): Promise<void> {
  const type = TYPES[name.split('.').at(-1) ?? ''];
  try {
    const body = await readFile(join(page, name));
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': POLICY }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}
