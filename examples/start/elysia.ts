import { setTimeout as sleep } from 'node:timers/promises';
import { Elysia } from 'elysia';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/fetch';

const app = new Elysia().get('/', async () => {
  await sleep(10);
  console.log(`${CTX_REQUEST_ID.get()} hello`);
  return 'hello\n';
});

export default { fetch: traced(app.fetch), port: Number(process.env['PORT'] ?? 3000) };
