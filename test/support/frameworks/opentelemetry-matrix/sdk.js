// The preload that starts OpenTelemetry's SDK, as an application would. MATRIX says in which way, as JSON.
'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');

const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node');

/** Which request the application is in, by a storage of nobody else. */
const requests = new AsyncLocalStorage();

const { http, manager, instrumented } = JSON.parse(process.env.MATRIX);

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [ofRequests(), new SimpleSpanProcessor(exporter)] });
provider.register(manager === 'ours' ? { contextManager: ourManager() } : {});
registerInstrumentations({ instrumentations: [...httpInstrumentation(), ...instrumented.map(instrumentationOf)] });
require('node:http'); // so does each exporter that sends something
require('node:https');
exports.exporter = exporter;
exports.requests = requests;

/** Notes in which request a span was started. */
function ofRequests() {
  const onStart = (span) => span.setAttribute('request', requests.getStore() ?? '');
  return { onStart, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };
}

function ourManager() {
  const { ThroughlineContextManager } = require(`${__dirname}/../../../../dist/cjs/opentelemetry/index.js`);
  return new ThroughlineContextManager();
}

function httpInstrumentation() {
  if (http === 'off') return [];
  const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
  return [new HttpInstrumentation({ disableIncomingRequestInstrumentation: http === 'outgoing' })];
}

function instrumentationOf(name) {
  if (name === 'fastify') return new (require('@fastify/otel'))({ registerOnInitialization: true });
  const exported = require(`@opentelemetry/instrumentation-${name}`);
  const [Instrumentation] = Object.entries(exported)
    .find(([key]) => key.endsWith('Instrumentation'))
    .slice(1);
  return new Instrumentation();
}
