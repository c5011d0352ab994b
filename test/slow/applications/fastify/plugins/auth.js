import { setTimeout as sleep } from 'node:timers/promises';

import { plugin } from './plugin.js';

const tokens = new Map([['secret-token', 'shop']]);

export default plugin(async (app) => {
  app.decorateRequest('client', null);

  app.addHook('onRequest', async (request) => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    await sleep(1);
    const client = scheme === 'Bearer' ? tokens.get(token) : undefined;
    if (client === undefined) {
      request.log.warn({ url: request.url, agent: request.headers['user-agent'] }, 'token refused');
      throw app.httpError(401, 'token unknown');
    }
    request.client = client;
  });

  app.addHook('onResponse', async (request, reply) => {
    request.log.debug({ url: request.url, client: request.client, status: reply.statusCode }, 'billed');
  });

  app.addHook('onRequestAbort', async (request) => {
    request.log.warn({ url: request.url }, 'client gone');
  });
});
