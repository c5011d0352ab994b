import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { ContextVar, CTX_REQUEST_ID } from 'throughline';
import { throughline } from 'throughline/fastify';

const USER = new ContextVar<string>('user', { default: 'nobody' });

const app = fastify();
await app.register(throughline());

async function greet(): Promise<string> {
  await sleep(10);
  return `hello ${USER.get()} (${CTX_REQUEST_ID.get()})\n`;
}

app.get<{ Params: { user: string } }>('/:user', async (request) => {
  USER.set(request.params.user);
  return greet();
});

await app.listen({ port: Number(process.env['PORT'] ?? 3000), host: '127.0.0.1' });
