// It knows of no ids: they are Fastify's own, random ones here, and the header is set by a hook.
import { requestContext, fastifyRequestContext } from '@fastify/request-context';

export function install(app) {
  app.register(fastifyRequestContext, { defaultStoreValues: (request) => ({ requestId: request.id }) });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
}
export const readId = () => requestContext.get('requestId');
