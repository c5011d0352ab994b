import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID } from 'throughline';

async function chargeCard() {
  await sleep(20);
  console.log(`${CTX_REQUEST_ID.get()} card charged`);
}

export async function GET({ params }) {
  console.log(`${CTX_REQUEST_ID.get()} order ${params.id}`);
  await chargeCard();
  return new Response('done\n');
}
