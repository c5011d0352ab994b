import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import express from 'express';
// @ts-expect-error -- Express 4 has no types here
import express4 from 'express4';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';

import { throughline } from '../../../../src/adapters/express/index.js';
import { OpenTelemetrySpan, ThroughlineContextManager } from '../../../../src/opentelemetry/index.js';
import { registerSdk, removeSdk } from '../../opentelemetry/sdk.js';
import { until } from '../../../support/until.js';

const PARENT = { traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` };

interface Layer {
  handle: ((...args: never[]) => unknown) & { __original?: unknown };
}

/** Puts a span around each middleware, as OpenTelemetry's instrumentations do, whether one is active or not. */
function instrument(application: object): void {
  const { stack } = (Reflect.get(application, '_router') ?? Reflect.get(application, 'router')) as { stack: Layer[] };
  for (const layer of stack) {
    const { handle } = layer;
    if (handle.length !== 3) continue;
    layer.handle = Object.assign(
      (request: never, response: never, next: never) =>
        trace.getTracer('test').startActiveSpan('middleware', (span) => {
          span.end();
          return handle(request, response, next);
        }),
      { __original: handle },
    );
  }
}

describe.each([
  ['Express 5', express],
  ['Express 4', express4 as unknown as typeof express],
])('OpenTelemetrySpan on %s', (_, create) => {
  afterEach(() => removeSdk());

  it.each([
    ["OpenTelemetry's context manager", () => new AsyncLocalStorageContextManager()],
    ['ours', () => new ThroughlineContextManager()],
  ])('is the parent of a span that is put around its middleware, with %s', async (_name, manager) => {
    const sdk = registerSdk({ contextManager: manager() });
    const application = create();
    application.use(throughline({ span: OpenTelemetrySpan }));
    application.get('/', (_request, response) => {
      trace.getTracer('test').startSpan('within').end();
      response.send(`${trace.getSpan(context.active()) !== undefined}`);
    });
    instrument(application);
    const server = application.listen(0);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await (await fetch(url, { headers: PARENT })).text()).toBe('true');
    await until(() => sdk.spans.some(({ name }) => name === 'GET'));
    const server1 = sdk.spans.find(({ name }) => name === 'GET');
    expect(server1?.parentSpanContext?.spanId).toBe('2'.repeat(16));
    expect(new Set(sdk.spans.map((span) => span.spanContext().traceId))).toEqual(new Set(['1'.repeat(32)]));
    const known = new Set(sdk.spans.map((span) => span.spanContext().spanId));
    expect(sdk.spans.filter((span) => span !== server1 && !known.has(span.parentSpanContext?.spanId ?? ''))).toEqual(
      [],
    );
    expect(sdk.spans.filter(({ name }) => name === 'GET')).toHaveLength(1);
  });

  it('is the request of the paths that its middleware is for only', async () => {
    const sdk = registerSdk();
    const application = create();
    application.use('/orders', throughline({ span: OpenTelemetrySpan }));
    application.use((_request, response) => void response.send('done'));
    const server = application.listen(0);
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const path of ['/health', '/orders/1']) await (await fetch(url + path)).text();
    await until(() => sdk.spans.length > 0);
    expect(sdk.spans.map(({ attributes }) => attributes['url.path'])).toEqual(['/orders/1']);
  });
});
