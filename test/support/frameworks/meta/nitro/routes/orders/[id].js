import { setTimeout as sleep } from 'node:timers/promises';
import { defineHandler } from 'nitro';
import { CTX_REQUEST_ID } from 'throughline';

async function chargeCard() {
  await sleep(20);
  console.log(`${CTX_REQUEST_ID.get()} card charged`);
}

export default defineHandler(async (event) => {
  console.log(`${CTX_REQUEST_ID.get()} order ${event.context.params.id}`);
  await chargeCard();
  return 'done\n';
});
