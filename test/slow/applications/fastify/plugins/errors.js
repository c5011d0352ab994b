import { plugin } from './plugin.js';

export default plugin(async (app) => {
  app.decorate('httpError', (statusCode, message) => Object.assign(new Error(message), { statusCode }));

  app.setErrorHandler((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error, url: request.url }, 'request failed');
    else request.log.info({ url: request.url, reason: error.message }, 'request refused');
    return reply.code(status).send({ error: status >= 500 ? 'internal error' : error.message });
  });
});
