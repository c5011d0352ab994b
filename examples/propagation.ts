import { createServer } from 'node:http';
import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { asBaggage, propagate } from 'throughline/propagation';

const TENANT = asBaggage(new ContextVar<string>('tenant', { default: 'nobody' }));
const port = Number(process.env['PORT'] ?? 3000);

// What is called below and may know of the trace. Nothing goes to any other origin.
propagate({ to: [`http://127.0.0.1:${port}`, 'https://*.internal.example'] });

const listener = traced(async (request, response) => {
  console.log(`${CTX_REQUEST_ID.get()} ${request.url} for ${TENANT.get()}`);
  if (request.url !== '/') return response.end('in stock\n');
  TENANT.set('acme');
  const stock = await fetch(`http://127.0.0.1:${port}/stock`); // under the same id, in the same trace
  return response.end(await stock.text());
});

createServer(listener).listen(port, '127.0.0.1');
