// Who did what, from where, in which request: the function that does the work says only what it did.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ContextVar, CTX_REQUEST_ID, getCurrentSpan } from 'throughline';
import { traced } from 'throughline/node-http';

const ACTOR = new ContextVar<string>('actor', { default: 'system' });
const ACTORS = new Map([
  ['Bearer token-of-ada', 'ada'],
  ['Bearer token-of-grace', 'grace'],
]);

function audit(action: string, details: Record<string, unknown>): void {
  const [address] = getCurrentSpan()?.scope.client ?? [];
  const entry = { at: new Date(), actor: ACTOR.get(), action, request_id: CTX_REQUEST_ID.get(), address, ...details };
  console.log(JSON.stringify(entry)); // or write it into the table, in the transaction of the change
}

async function refund(order: number): Promise<void> {
  await sleep(10); // your database
  audit('refund', { order });
}

const listener = traced(async (request, response) => {
  ACTOR.set(ACTORS.get(request.headers.authorization ?? '') ?? 'nobody'); // your authentication
  await refund(7);
  response.end('done\n');
});
createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
