// A fetch handler that is traced by the adapter, behind Hono's server for Node.
import { serve } from '@hono/node-server';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/fetch';

const handler = traced((_request, outer) => new Response([outer, CTX_REQUEST_ID.get()].join(' ')));

// Works off outside of any request what requests left with it.
const queue = [];
setInterval(() => queue.shift()?.(), 5).unref();

const answer = (request) => {
  const outer = CTX_REQUEST_ID.get();
  if (!request.url.endsWith('/queued')) return handler(request, outer);
  return new Promise((resolve) => queue.push(() => resolve(handler(request, outer))));
};

serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(`listening on ${port}`);
});
