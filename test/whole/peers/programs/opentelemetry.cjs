const { trace } = require('@opentelemetry/api');
const { HttpInstrumentation } = require('@opentelemetry/instrumentation-http');
const { NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');

new NodeTracerProvider().register();
const instrumentation = new HttpInstrumentation();
instrumentation.enable();
const { createServer } = require('node:http');

const readId = () => trace.getActiveSpan()?.spanContext().traceId;

void import('./watch.js').then(({ port, watchAll }) =>
  createServer(async (request, response) => {
    await watchAll(request, response, readId);
    response.end('done\n');
  }).listen(port, '127.0.0.1'),
);
