import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const USER = new ContextVar<string>('user', { default: 'nobody' });

async function greet(): Promise<string> {
  await sleep(10);
  return `hello ${USER.get()} (${CTX_REQUEST_ID.get()})\n`;
}

const handler = traced(async (request, response) => {
  USER.set(request.url?.slice(1) ?? '');
  response.end(await greet());
});
createServer(handler).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
