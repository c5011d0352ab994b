// A service that knows nothing of OpenTelemetry, run by the command `throughline`. It tells its port on its output. With OWN_SDK it
// starts an SDK of its own: `before` it listens, or `later`, at a request for /sdk. With SERVERS it asks PostgreSQL and
// Redis, too; with BY_API it makes spans by OpenTelemetry's API.
'use strict';
const { createServer } = require('node:http');

const { startSpan, withSpan } = require(`${__dirname}/../../../../dist/cjs/index.js`);
const { Pool } = require('pg');
const Redis = require('ioredis');

const { OWN_SDK, RECEIVER, NEXT, SERVERS, HANDLES_SIGNAL, BY_API } = process.env;

function startSdk() {
  const { NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node');
  const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = require('@opentelemetry/resources');
  const exporter = new OTLPTraceExporter({ url: `${RECEIVER}/v1/traces` });
  new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'own' }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  }).register();
}
const tracer = require('@opentelemetry/api').trace.getTracer('a library'); // before there is any SDK
if (OWN_SDK === 'before') startSdk();
if (BY_API)
  tracer.startActiveSpan('by the API', (outer) => {
    tracer.startSpan('within').end();
    outer.end();
  });
if (HANDLES_SIGNAL === 'as signal-exit') {
  process.on('SIGTERM', function onSignal() {
    if (process.listenerCount('SIGTERM') > 1) return; // somebody else ends it
    process.off('SIGTERM', onSignal);
    process.kill(process.pid, 'SIGTERM');
  });
} else if (HANDLES_SIGNAL) process.once('SIGTERM', () => server.close(() => setTimeout(() => process.exit(7), 200)));

const pool = new Pool({ host: '127.0.0.1', user: 'postgres', database: 'postgres', max: 5 });
const redis = new Redis({ host: '127.0.0.1', lazyConnect: true, maxRetriesPerRequest: 1 });

async function work(id) {
  const span = startSpan(`own ${id}`);
  span.setAttribute('order', id);
  if (SERVERS) {
    await withSpan(`query ${id}`, async () => void (await pool.query(`select '${id}' as id`)));
    await Promise.all([redis.set(`throughline:${id}`, id, 'EX', 60), redis.get(`throughline:${id}`)]);
  }
  const answer = NEXT === undefined ? undefined : await (await fetch(`${NEXT}/${id}?token=secret`)).text();
  span.end();
  return answer;
}

const PATHS = {
  '/sdk': () => startSdk(),
  '/exit': () => setTimeout(() => process.exit(0), 50),
  '/end': () => (server.close(), server.closeAllConnections()),
};

const server = createServer(async (request, response) => {
  const act = PATHS[request.url];
  const answer = act === undefined ? await work(request.url.slice(1).split('?')[0]) : undefined;
  response.end(answer ?? 'done', act);
});
// Before any request: what waits for the connection, ioredis publishes in the flow that connects.
const connected = SERVERS ? redis.connect() : Promise.resolve();
connected.then(() => server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`)));
