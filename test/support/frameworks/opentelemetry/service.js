// A service with OpenTelemetry's Node SDK and instrumentations, run as a process of its own, for they patch what is required
// after them. Settings come by environment variables. It tells its port by IPC, and answers the message 'flush'.
'use strict';
const { once } = require('node:events');
const { createServer } = require('node:http');

const { propagation, trace } = require('@opentelemetry/api');
const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { IORedisInstrumentation } = require('@opentelemetry/instrumentation-ioredis');
const { PgInstrumentation } = require('@opentelemetry/instrumentation-pg');
const { UndiciInstrumentation } = require('@opentelemetry/instrumentation-undici');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BatchSpanProcessor, NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');

const dist = `${__dirname}/../../../../dist/cjs`;
const { CTX_REQUEST_ID, CTX_SPAN_ID, CTX_TRACE_ID } = require(`${dist}/index.js`);
const { OpenTelemetrySpan, ThroughlineContextManager, ThroughlinePropagator } = require(
  `${dist}/opentelemetry/index.js`,
);

const { NAME, PROTOCOL, RECEIVER, FRAMEWORK, NEXT, TRUST } = process.env;

const EXPORTERS = {
  json: () =>
    new (require('@opentelemetry/exporter-trace-otlp-http').OTLPTraceExporter)({ url: `${RECEIVER}/v1/traces` }),
  protobuf: () =>
    new (require('@opentelemetry/exporter-trace-otlp-proto').OTLPTraceExporter)({ url: `${RECEIVER}/v1/traces` }),
  grpc: () => new (require('@opentelemetry/exporter-trace-otlp-grpc').OTLPTraceExporter)({ url: RECEIVER }),
};

const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ 'service.name': NAME }),
  spanProcessors: [new BatchSpanProcessor(EXPORTERS[PROTOCOL](), { maxQueueSize: 100_000, scheduledDelayMillis: 200 })],
});
provider.register({ contextManager: new ThroughlineContextManager(), propagator: new ThroughlinePropagator() });
registerInstrumentations({
  instrumentations: [new PgInstrumentation(), new IORedisInstrumentation(), new UndiciInstrumentation()],
});

const { Pool } = require('pg');
const Redis = require('ioredis');

const pool = new Pool({ host: '127.0.0.1', user: 'postgres', database: 'postgres', max: 5 });
const redis = new Redis({ host: '127.0.0.1', lazyConnect: true, maxRetriesPerRequest: 1 });

/** What each request does: a query, two commands at once, a span of its own, and a call of the next service. */
async function work(id, headers) {
  const rows = await pool.query(`select '${id}' as id`);
  await Promise.all([redis.set(`throughline:${id}`, id, 'EX', 60), redis.get(`throughline:${id}`)]);
  const agrees = await trace.getTracer('test').startActiveSpan(`span ${id}`, async (span) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
    const { traceId, spanId } = span.spanContext();
    span.end();
    return CTX_TRACE_ID.get() === traceId && CTX_SPAN_ID.get() === spanId;
  });
  const next = NEXT === undefined ? undefined : await (await fetch(`${NEXT}/jobs/${id}`)).json();
  return {
    id: rows.rows[0].id,
    requestId: CTX_REQUEST_ID.get(),
    traceId: CTX_TRACE_ID.get(),
    baggage: propagation.getActiveBaggage()?.getEntry('user')?.value,
    traceparents: headers.filter((name) => name.toLowerCase() === 'traceparent').length,
    agrees,
    next,
  };
}

const options = { span: OpenTelemetrySpan, trust: TRUST };

const STARTS = {
  async http() {
    const { traced } = require(`${dist}/adapters/node-http/index.js`);
    const server = createServer(
      traced(async (request, response) => {
        const answer = await work(request.url.slice('/jobs/'.length), request.rawHeaders);
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      }, options),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return server.address().port;
  },
  async fastify() {
    const { throughline } = require(`${dist}/adapters/fastify/index.js`);
    const app = require('fastify')();
    app.register(throughline(options));
    app.get('/jobs/:id', (request) => work(request.params.id, request.raw.rawHeaders));
    await app.listen({ host: '127.0.0.1', port: 0 });
    return app.server.address().port;
  },
};

async function main() {
  // Connections are opened before the first request, so that all requests have the same spans.
  await redis.connect();
  const clients = await Promise.all(Array.from({ length: 5 }, () => pool.connect()));
  for (const client of clients) client.release();
  process.on('message', async () => {
    await provider.forceFlush();
    process.send('flushed');
  });
  process.on('disconnect', () => process.exit());
  process.send(await STARTS[FRAMEWORK]());
}

void main();
