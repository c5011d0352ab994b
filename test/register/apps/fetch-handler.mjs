// A fetch handler that is traced by the adapter, behind Hono's server for Node.
import { serve } from '@hono/node-server';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/fetch';

const handler = traced((_request, outer) => new Response([outer, CTX_REQUEST_ID.get()].join(' ')));

serve({ fetch: (request) => handler(request, CTX_REQUEST_ID.get()), port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`listening on ${port}`);
});
