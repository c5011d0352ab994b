import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/fetch';

const handler = traced(async (request: Request) => {
  await sleep(10);
  console.log(`${CTX_REQUEST_ID.get()} hello`);
  return new Response(`hello from ${new URL(request.url).pathname}\n`);
});

// Bun.serve({ fetch: handler }), Deno.serve(handler) and export default { fetch: handler } take it as it is.
serve({ fetch: handler, port: Number(process.env['PORT'] ?? 3000), hostname: '127.0.0.1' });
