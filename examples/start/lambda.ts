import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID } from 'throughline';
import { runJob } from 'throughline/jobs';

interface HttpEvent {
  readonly rawPath: string;
  readonly headers: Record<string, string>;
}

async function chargeCard(): Promise<void> {
  await sleep(20);
  console.log(`${CTX_REQUEST_ID.get()} card charged`);
}

export const handler = (event: HttpEvent) =>
  runJob({ name: 'orders', from: event.headers }, async () => {
    console.log(`${CTX_REQUEST_ID.get()} ${event.rawPath}`);
    await chargeCard();
    return { statusCode: 200, headers: { 'x-request-id': CTX_REQUEST_ID.get() }, body: 'done\n' };
  });
