// Requests at once whose branches make spans active by `attach` of OpenTelemetry's API 1.10. Tells by IPC what is wrong.
'use strict';
const { once } = require('node:events');
const { createServer, get } = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');

const { context, trace } = require('opentelemetry-api-1.10');
const { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace-node');

const dist = `${__dirname}/../../../../dist/cjs`;
const { CTX_SPAN_ID, createTask, logContext } = require(`${dist}/index.js`);
const { traced } = require(`${dist}/adapters/node-http/index.js`);
const { OpenTelemetrySpan, ThroughlineContextManager } = require(`${dist}/opentelemetry/index.js`);

const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new ThroughlineContextManager());
trace.setGlobalTracerProvider(new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
const tracer = trace.getTracer('attach');
const faults = [];

function expect(what, span) {
  const { spanId } = span.spanContext();
  const seen = [trace.getActiveSpan()?.spanContext().spanId, CTX_SPAN_ID.get(), logContext().span_id];
  if (seen.some((id) => id !== spanId)) faults.push(`${what}: ${seen.join()} in place of ${spanId}`);
}

/** A span that is active from the first await on, for a while. */
async function branch(name, before, within, outer) {
  await sleep(before);
  const span = tracer.startSpan(name);
  const token = context.attach(trace.setSpan(context.active(), span));
  expect(name, span);
  await sleep(within);
  expect(`${name}, later`, span);
  await createTask(async () => {
    tracer.startSpan(`child of ${name}`).end();
    await sleep(1);
    expect(`task of ${name}`, span);
  });
  token.dispose();
  span.end();
  expect(`after ${name}`, outer);
}

async function work(n) {
  const outer = trace.getActiveSpan();
  await Promise.all([branch(`A ${n}`, 1, 6, outer), branch(`B ${n}`, 3, 8, outer), branch(`C ${n}`, 5, 2, outer)]);
  expect(`request ${n}`, outer);
}

async function main() {
  const listener = async (request, response) => {
    await work(request.url.slice(1));
    response.end();
  };
  const server = createServer(traced(listener, { span: OpenTelemetrySpan })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const send = async (_, n) => {
    const [response] = await once(get({ port: server.address().port, path: `/${n}`, agent: false }), 'response');
    await once(response.resume(), 'end');
  };
  await Promise.all(Array.from({ length: 20 }, send));
  await new Promise((resolve) => server.close(resolve));
  const spans = exporter.getFinishedSpans();
  const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  for (const { name, parentSpanContext } of spans) {
    const parent = names.get(parentSpanContext?.spanId);
    if (name.startsWith('child of ') && name !== `child of ${parent}`) faults.push(`${name} is under ${parent}`);
  }
  if (spans.length !== 20 * 7) faults.push(`${spans.length} spans`);
  process.send(faults, () => process.exit());
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
