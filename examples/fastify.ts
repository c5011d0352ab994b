import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/fastify';

const app = fastify();
await app.register(throughline());

app.get('/', async () => {
  await sleep(10);
  console.log(`${CTX_REQUEST_ID.get()} hello`);
  return 'hello\n';
});

await app.listen({ port: Number(process.env['PORT'] ?? 3000), host: '127.0.0.1' });
