import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { fastifyRequestContext, requestContext } from '@fastify/request-context';

declare module '@fastify/request-context' {
  interface RequestContextData {
    id: string;
    user: string;
  }
}

const app = fastify({ requestIdHeader: 'x-request-id' });
await app.register(fastifyRequestContext, {
  defaultStoreValues: (request) => ({ id: request.id, user: 'nobody' }),
});

async function greet(): Promise<string> {
  await sleep(10);
  return `hello ${requestContext.get('user')} (${requestContext.get('id')})\n`;
}

app.get<{ Params: { user: string } }>('/:user', async (request) => {
  requestContext.set('user', request.params.user);
  return greet();
});

await app.listen({ port: Number(process.env['PORT'] ?? 3000), host: '127.0.0.1' });
