// The service that the W3C's test harness for Trace Context talks to: POST /test with [{ "url": …, "arguments": […] }].
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { traced } from 'throughline/node-http';
import { propagate } from 'throughline/propagation';

interface Call {
  readonly url: string;
  readonly arguments: unknown;
}

propagate({ to: /http:\/\/(127\.0\.0\.1|localhost)(:\d+)?/ }); // the harness, on this machine only

async function post({ url, arguments: body }: Call): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  await response.body?.cancel();
}

const listener = traced(async (request, response) => {
  if (request.method !== 'POST' || request.url !== '/test') {
    response.writeHead(404).end();
    return;
  }
  const calls = (await json(request)) as Call[];
  for (const call of calls) await post(call);
  response.end();
});

createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
