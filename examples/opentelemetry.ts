// A server whose requests are OpenTelemetry spans, printed as they end. Another exporter sends them to a collector.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { trace } from '@opentelemetry/api';
import { ConsoleSpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { CTX_SPAN_ID, CTX_TRACE_ID, getCurrentSpan } from 'throughline';
import { traced } from 'throughline/node-http';
import { OpenTelemetrySpan, ThroughlineContextManager, ThroughlinePropagator } from 'throughline/opentelemetry';

new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] }).register({
  contextManager: new ThroughlineContextManager(),
  propagator: new ThroughlinePropagator(),
});
const tracer = trace.getTracer('example');

const listener = traced(
  async (_request, response) => {
    const span = getCurrentSpan();
    if (span instanceof OpenTelemetrySpan) span.route = '/orders/:id';
    await tracer.startActiveSpan('charge card', async (child) => {
      await sleep(10);
      console.log(`trace ${CTX_TRACE_ID.get()} span ${CTX_SPAN_ID.get()} card charged`); // those of 'charge card'
      child.end();
    });
    response.end('done\n');
  },
  { span: OpenTelemetrySpan },
);

createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
