// The preload that starts OpenTelemetry's SDK, as an application would. MATRIX says in which way, as JSON.
'use strict';
const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const {
  AlwaysOnSampler,
  InMemorySpanExporter,
  NodeTracerProvider,
  ParentBasedSampler,
  SimpleSpanProcessor,
  TraceIdRatioBasedSampler,
} = require('@opentelemetry/sdk-trace-node');

const { CTX_REQUEST_PATH } = require(`${__dirname}/../../../../dist/cjs/index.js`);

const { http, manager, instrumented, sampler } = JSON.parse(process.env.MATRIX);

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({
  sampler:
    sampler === 'ratio 0' ? new TraceIdRatioBasedSampler(0) : new ParentBasedSampler({ root: new AlwaysOnSampler() }),
  spanProcessors: [ofRequests(), new SimpleSpanProcessor(exporter)],
});
provider.register(manager === 'ours' ? { contextManager: ourManager() } : {});
registerInstrumentations({ instrumentations: [...httpInstrumentation(), ...instrumented.map(instrumentationOf)] });
for (const name of ['http', 'https']) require(name); // as an exporter does that sends something
exports.exporter = exporter;

/** Notes in which request a span was started. */
function ofRequests() {
  const onStart = (span) => span.setAttribute('request', /\d+$/.exec(CTX_REQUEST_PATH.get())?.[0] ?? '');
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
