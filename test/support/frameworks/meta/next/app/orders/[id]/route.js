import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/fetch';

async function chargeCard() {
  await sleep(20);
  console.log(`${CTX_REQUEST_ID.get()} card charged`);
}

export const GET = traced(async (_request, { params }) => {
  const { id } = await params;
  console.log(`${CTX_REQUEST_ID.get()} order ${id}`);
  await chargeCard();
  return new Response('done\n');
});
