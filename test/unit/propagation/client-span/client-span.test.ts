import { once } from 'node:events';
import { createServer, get, type IncomingHttpHeaders, request } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createRequire } from 'node:module';

import { context, SpanKind, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import * as undici from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';

import { createTask, withSpan } from '../../../../src/index.js';
import { recordAllClients } from '../../../../src/propagation/add-route.js';
import { routes } from '../../../../src/propagation/fields/fields-for.js';
import { propagate } from '../../../../src/propagation/index.js';
import { captureSpans, type SpanCapture } from '../../../../src/testing/index.js';
import { folderOf } from '../../../support/frameworks/installed.js';
import { until } from '../../../support/until.js';

interface Server {
  readonly url: string;
  readonly seen: IncomingHttpHeaders[];
}

/** A server that answers with the status in the path. */
async function serve(): Promise<Server> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers, url = '' }, response) => {
    seen.push(headers);
    response.statusCode = Number(/^\/(\d+)/.exec(url)?.[1] ?? 200);
    response.end('done');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

function capture(): SpanCapture {
  const captured = captureSpans();
  onTestFinished(() => captured[Symbol.dispose]());
  return captured;
}

function propagateTo(to: string): void {
  const stop = propagate({ to });
  onTestFinished(stop);
}

const CLIENTS: Record<string, (url: string) => Promise<unknown>> = {
  fetch: async (url) => (await fetch(url)).text(),
  undici: async (url) => (await undici.request(url)).body.text(),
  'node:http': async (url) => {
    const [response] = await once(get(url), 'response');
    response.resume();
    await once(response, 'end');
  },
  'node:http without a listener of the response': async (url) => {
    const call = request(url).end();
    await once(call, 'close');
  },
};

const failing = (url: string, call: (url: string) => Promise<unknown>): Promise<unknown> => call(url).catch(() => {});

describe.each(Object.entries(CLIENTS))('a request by %s', (_, call) => {
  it('is a span of the kind client, and the parent that is sent', async () => {
    const { url, seen } = await serve();
    propagateTo(url);
    const spans = capture();
    await createTask(() => withSpan('order', () => call(`${url}/201?token=secret&page=2&eyJhbGciOi`)));
    expect(spans.outline).toBe('order\n  GET');
    const span = spans.find('GET');
    expect(span).toMatchObject({ kind: 'client', hasEnded: true, error: undefined });
    expect(span.attributes).toEqual({
      'http.request.method': 'GET',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(url).port),
      'url.full': `${url}/201?token=REDACTED&page=REDACTED&REDACTED`,
      'http.response.status_code': 201,
    });
    expect(seen[0]?.['traceparent']).toContain(`${span.traceId}-${span.spanId}`);
  });

  it('fails with a status from 400 on', async () => {
    const { url } = await serve();
    propagateTo(url);
    const spans = capture();
    await createTask(() => call(`${url}/404`));
    expect(spans.find('GET')).toMatchObject({ error: 404, hasEnded: true });
  });

  it('fails where nobody listens', async () => {
    const server = createTcpServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    await once(server, 'close');
    propagateTo(url);
    const spans = capture();
    await createTask(() => failing(url, call));
    expect(spans.find('GET')).toMatchObject({ error: { code: 'ECONNREFUSED' }, hasEnded: true });
  });

  it('has no span to an origin that is not listed, unless all have', async () => {
    const { url, seen } = await serve();
    propagateTo('https://api.example.com');
    const spans = capture();
    await createTask(() => call(url));
    expect(spans.spans).toEqual([]);
    recordAllClients();
    onTestFinished(() => [...routes].filter(({ isSilent }) => isSilent).forEach((route) => routes.delete(route)));
    await createTask(() => withSpan('order', () => call(url)));
    expect(spans.outline).toBe('order\n  GET');
    expect(seen.map((headers) => headers['traceparent'])).toEqual([undefined, undefined]);
  });
});

describe('beside instrumentations of OpenTelemetry', () => {
  async function served(): Promise<{ url: string; exported: InMemorySpanExporter; seen: IncomingHttpHeaders[] }> {
    const exported = new InMemorySpanExporter();
    new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exported)] }).register();
    onTestFinished(() => [trace, context].forEach((api) => api.disable()));
    const { url, seen } = await serve();
    propagateTo(url);
    return { url, exported, seen };
  }
  const kinds = (exported: InMemorySpanExporter): SpanKind[] => exported.getFinishedSpans().map(({ kind }) => kind);

  it('has one span by itself', async () => {
    const { url, exported, seen } = await served();
    await createTask(() => CLIENTS['fetch']?.(url));
    await createTask(() => CLIENTS['node:http']?.(url));
    expect(kinds(exported)).toEqual([SpanKind.CLIENT, SpanKind.CLIENT]);
    const ids = exported.getFinishedSpans().map((span) => span.spanContext().spanId);
    expect(seen.map(({ traceparent }) => String(traceparent).split('-')[2])).toEqual(ids);
  });

  it('has none where that of undici makes one', async () => {
    const { url, exported } = await served();
    const load = createRequire(`${folderOf('opentelemetry')}/any.js`);
    const { UndiciInstrumentation } = load('@opentelemetry/instrumentation-undici');
    const instrumentation = new UndiciInstrumentation();
    onTestFinished(() => instrumentation.disable());
    await createTask(() => CLIENTS['fetch']?.(url));
    await until(() => exported.getFinishedSpans().length > 0);
    expect(exported.getFinishedSpans().map(({ instrumentationScope }) => instrumentationScope.name)).toEqual([
      '@opentelemetry/instrumentation-undici',
    ]);
  });

  it('has none where that of node:http has one active', async () => {
    const { url, exported } = await served();
    const attributes = { 'http.request.method': 'GET' };
    await createTask(() =>
      trace.getTracer('http').startActiveSpan('GET', { kind: SpanKind.CLIENT, attributes }, async (span) => {
        await CLIENTS['node:http']?.(url);
        span.end();
      }),
    );
    expect(exported.getFinishedSpans().map(({ instrumentationScope }) => instrumentationScope.name)).toEqual(['http']);
  });
});
