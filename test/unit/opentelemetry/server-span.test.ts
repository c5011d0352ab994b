import { context as contextApi, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { createTask, getCurrentSpan, type TracingOptions } from '../../../src/index.js';
import { OpenTelemetrySpan } from '../../../src/opentelemetry/index.js';
import { serve } from '../../support/serve.js';
import { until } from '../../support/until.js';
import { scopeWith } from '../../support/scope-with.js';
import { registerSdk, removeSdk } from './sdk.js';

const options: TracingOptions = { span: OpenTelemetrySpan };

afterEach(() => {
  removeSdk();
  vi.restoreAllMocks();
});

describe('an OpenTelemetrySpan, as it is exported,', () => {
  it('is a SERVER span by the semantic conventions for HTTP', async () => {
    const sdk = registerSdk();
    const { url } = await serve((_request, response) => response.end('ok'), options);
    await fetch(`${url}/a/b?secret=1`, { headers: { 'user-agent': 'tester' } });
    await until(() => sdk.spans.length === 1);
    const [span] = sdk.spans;
    expect(span).toMatchObject({ name: 'GET', kind: SpanKind.SERVER, status: { code: SpanStatusCode.UNSET } });
    expect(span?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'url.path': '/a/b',
      'url.scheme': 'http',
      'client.address': '127.0.0.1',
      'network.protocol.version': '1.1',
      'user_agent.original': 'tester',
    });
    expect(span?.parentSpanContext).toBeUndefined();
  });

  it('calls unknown methods _OTHER, and cuts long values', async () => {
    const sdk = registerSdk();
    const { url, raw } = await serve((_request, response) => response.end('ok'), options);
    await raw('PROPFIND / HTTP/1.1', 'host: a', 'connection: close', '', '');
    await fetch(`${url}/${'x'.repeat(5000)}`, { headers: { 'user-agent': 'y'.repeat(5000) } });
    await until(() => sdk.spans.length === 2);
    const [first, second] = sdk.spans;
    expect(first?.name).toBe('HTTP');
    expect(first?.attributes).toMatchObject({
      'http.request.method': '_OTHER',
      'http.request.method_original': 'PROPFIND',
    });
    for (const name of ['url.path', 'user_agent.original']) expect(second?.attributes[name]).toHaveLength(2048);
  });

  it('is in error where the application throws, whose error it records', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const sdk = registerSdk();
    const { url } = await serve(() => {
      throw new TypeError('boom');
    }, options);
    await fetch(url);
    await until(() => sdk.spans.length === 1);
    const [span] = sdk.spans;
    expect(span?.status.code).toBe(SpanStatusCode.ERROR);
    expect(span?.attributes).toMatchObject({ 'http.response.status_code': 500, 'error.type': '500' });
    expect(span?.events).toMatchObject([
      { name: 'exception', attributes: { 'exception.type': 'TypeError', 'exception.message': 'boom' } },
    ]);
  });

  it.each([
    [200, SpanStatusCode.UNSET, undefined],
    [404, SpanStatusCode.UNSET, undefined],
    [500, SpanStatusCode.ERROR, '500'],
    [503, SpanStatusCode.ERROR, '503'],
  ])('status %i', async (status, code, type) => {
    const sdk = registerSdk();
    const { url } = await serve((_request, response) => response.writeHead(status).end(), options);
    await fetch(url);
    await until(() => sdk.spans.length === 1);
    expect(sdk.spans[0]?.status.code).toBe(code);
    expect(sdk.spans[0]?.attributes['error.type']).toBe(type);
    expect(sdk.spans[0]?.events).toEqual([]);
  });

  it('is in error where the client goes', async () => {
    const sdk = registerSdk();
    const { url } = await serve((_request, response) => void response.write('x'), options);
    const abort = new AbortController();
    await fetch(url, { signal: abort.signal });
    abort.abort();
    await until(() => sdk.spans.length === 1);
    const [span] = sdk.spans;
    expect(span?.status.code).toBe(SpanStatusCode.ERROR);
    expect(span?.attributes).toMatchObject({
      'http.response.status_code': 200,
      'error.type': 'TL_ERR_REQUEST_ABORTED',
    });
    expect(span?.events).toEqual([]);
  });

  it.each([
    [new RangeError('x'), undefined, 'RangeError', 'RangeError'],
    ['text', 200, '_OTHER', undefined],
    [{ secret: 1 }, undefined, '_OTHER', 'object'],
    [Object.create(null), undefined, '_OTHER', 'object'],
    [new Error('answered'), 404, undefined, 'Error'],
  ])('records %o with status %s as %s', async (error, status, type, name) => {
    const sdk = registerSdk();
    await createTask(async () => {
      const span = getCurrentSpan(scopeWith(), options);
      if (status !== undefined) {
        void span.response({ type: 'http.response.start', status, headers: new Headers() });
      }
      await span.end(error);
    });
    expect(sdk.spans[0]?.attributes['error.type']).toBe(type);
    expect(sdk.spans[0]?.events[0]?.attributes?.['exception.type']).toBe(name);
  });

  it('has the route that the application or an instrumentation of its framework says', async () => {
    const sdk = registerSdk();
    const { url } = await serve((request, response) => {
      const span = getCurrentSpan() as OpenTelemetrySpan;
      if (request.url === '/application/1') span.route = '/application/:id';
      else getRPCMetadata(contextApi.active())!.route = '/instrumentation/:id';
      response.end();
    }, options);
    await fetch(`${url}/application/1`);
    await fetch(`${url}/instrumentation/1`);
    await until(() => sdk.spans.length === 2);
    expect(sdk.spans.map(({ name, attributes }) => [name, attributes['http.route']])).toEqual([
      ['GET /application/:id', '/application/:id'],
      ['GET /instrumentation/:id', '/instrumentation/:id'],
    ]);
  });
});
