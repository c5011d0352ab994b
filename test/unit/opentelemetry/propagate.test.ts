import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

import { context, defaultTextMapGetter, propagation, ROOT_CONTEXT, SpanKind } from '@opentelemetry/api';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import * as undici from 'undici';

import { ThroughlinePropagator } from '../../../src/opentelemetry/index.js';
import { propagate } from '../../../src/propagation/index.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { registerSdk, removeSdk } from './sdk.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const BROUGHT = { traceparent: `00-${TRACE}-${PARENT}-01`, baggage: 'a=b', 'x-request-id': 'abc' };

afterEach(removeSdk);

/** The names and values of the headers that a server gets, in order. */
async function startServer(): Promise<{ readonly url: string; readonly got: string[][] }> {
  const got: string[][] = [];
  const server = createServer((request, response) => {
    got.push(request.rawHeaders);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got };
}

function instrumentUndici(): void {
  const folder = `${folderOf('opentelemetry')}/node_modules/@opentelemetry/instrumentation-undici`;
  const { UndiciInstrumentation } = createRequire(import.meta.url)(folder);
  const instrumentation = new UndiciInstrumentation();
  onTestFinished(() => instrumentation.disable());
}

const valuesOf = (raw: string[], name: string): string[] =>
  raw.filter((_, i) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === name);

const inTrace = <R>(fn: () => R): R =>
  context.with(new ThroughlinePropagator().extract(ROOT_CONTEXT, BROUGHT, defaultTextMapGetter), fn);

const CLIENTS = { fetch: (url: string) => fetch(url), 'undici.request': (url: string) => undici.request(url) };

describe.each(Object.entries(CLIENTS))("propagate beside OpenTelemetry's instrumentation of undici, %s", (_, get) => {
  it.each(['propagate', 'the instrumentation'])('sends each header once where %s comes first', async (first) => {
    const { url, got } = await startServer();
    const sdk = registerSdk();
    propagation.setGlobalPropagator(new ThroughlinePropagator());
    if (first !== 'propagate') instrumentUndici();
    onTestFinished(propagate({ to: [url] }));
    if (first === 'propagate') instrumentUndici();

    for (let i = 0; i < 3; i++) await inTrace(() => get(`${url}/${i}`));
    const clients = sdk.spans.filter(({ kind }) => kind === SpanKind.CLIENT);
    expect(clients).toHaveLength(3);
    for (const [i, raw] of got.entries()) {
      expect(valuesOf(raw, 'traceparent')).toEqual([`00-${TRACE}-${clients[i]?.spanContext().spanId}-01`]);
      expect(valuesOf(raw, 'baggage')).toEqual(['a=b']);
      expect(valuesOf(raw, 'x-request-id')).toEqual(['abc']);
    }
  });

  it('sends the active span where there is no propagator', async () => {
    const { url, got } = await startServer();
    registerSdk();
    instrumentUndici();
    onTestFinished(propagate({ to: [url] }));
    await context.with(new ThroughlinePropagator().extract(ROOT_CONTEXT, BROUGHT, defaultTextMapGetter), () =>
      get(url),
    );
    expect(valuesOf(got[0] ?? [], 'traceparent')).toEqual([BROUGHT.traceparent]);
  });
});
