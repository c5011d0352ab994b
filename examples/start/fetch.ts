import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/fetch';

async function chargeCard(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  console.log(`${CTX_REQUEST_ID.get()} card charged`);
}

export default {
  fetch: traced(async (request: Request) => {
    console.log(`${CTX_REQUEST_ID.get()} ${request.method} ${new URL(request.url).pathname}`);
    await chargeCard();
    return new Response('done\n');
  }),
};
