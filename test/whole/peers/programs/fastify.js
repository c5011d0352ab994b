import { fastifyRequestContext, requestContext } from '@fastify/request-context';
import fastify from 'fastify';
import { port, watch } from './watch.js';

const readId = () => requestContext.get('id');

const app = fastify({ requestIdHeader: 'x-request-id' });
await app.register(fastifyRequestContext, { defaultStoreValues: (request) => ({ id: request.id }) });
app.decorateRequest('later', null);
app.addHook('onRequest', async (request, reply) => {
  request.later = watch(request.raw, reply.raw, readId); // Fastify itself reads the body, before the handler
});
app.all('/*', async (request) => {
  await request.later();
  return 'done\n';
});
await app.listen({ port, host: '127.0.0.1' });
