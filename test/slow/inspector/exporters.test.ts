import { createRequire } from 'node:module';

import { expect, it } from 'vitest';

import type { RequestDetail, RequestList } from '../../../src/inspector/api.js';
import { folderOf } from '../../support/frameworks/installed.js';
import { ask, collecting } from '../../support/inspector/collecting.js';

const required = createRequire(`${folderOf('opentelemetry')}/package.json`);

/** Small numbers would be taken for those of `performance.now()`. */
const T = 1_700_000_000_000;

it.each([
  ['exporter-trace-otlp-http', 'none'],
  ['exporter-trace-otlp-http', 'gzip'],
  ['exporter-trace-otlp-proto', 'none'],
  ['exporter-trace-otlp-proto', 'gzip'],
])("takes the spans of OpenTelemetry's %s, compression %s", async (name, compression) => {
  const collector = await collecting();
  const { OTLPTraceExporter } = required(`@opentelemetry/${name}`);
  const { BasicTracerProvider, SimpleSpanProcessor } = required('@opentelemetry/sdk-trace-base');
  const { resourceFromAttributes } = required('@opentelemetry/resources');
  const { ROOT_CONTEXT, SpanStatusCode, trace } = required('@opentelemetry/api');
  const exporter = new OTLPTraceExporter({ url: `${collector.address}/v1/traces`, compression });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'stock' }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('test');
  const root = tracer.startSpan('GET /stock', {
    kind: 1,
    startTime: T,
    attributes: { 'http.response.status_code': 503 },
  });
  const child = tracer.startSpan('query', { kind: 2, startTime: T + 100 }, trace.setSpan(ROOT_CONTEXT, root));
  child.setAttributes({ text: 'größe', list: ['a', 'b'], 'n.int': -7, 'n.double': 0.25, yes: true });
  child.addEvent('row', T + 150);
  child.setStatus({ code: SpanStatusCode.ERROR, message: 'gone' });
  child.end(T + 200);
  root.end(T + 500);
  await provider.shutdown();

  const { requests } = await ask<RequestList>(collector, '/api/requests');
  expect(requests).toMatchObject([{ kind: 'trace', name: 'GET /stock', service: 'stock', status: 503, duration: 500 }]);
  const { spans } = await ask<RequestDetail>(collector, `/api/requests/${requests[0]?.key}`);
  const [rootId, childId] = [root, child].map((span) => span.spanContext().spanId as string);
  expect(spans.toSorted((a, b) => a.startedAt - b.startedAt)).toEqual([
    expect.objectContaining({ spanId: rootId, parentId: '', kind: 'server', startedAt: T, duration: 500 }),
    {
      spanId: childId,
      parentId: rootId,
      service: 'stock',
      name: 'query',
      kind: 'client',
      startedAt: T + 100,
      duration: 100,
      attributes: {
        text: 'größe',
        list: expect.stringMatching(/"a".*"b"/) as string,
        'n.int': -7,
        'n.double': 0.25,
        yes: true,
      },
      events: [{ at: T + 150, name: 'row' }],
      error: 'gone',
    },
  ]);
});
