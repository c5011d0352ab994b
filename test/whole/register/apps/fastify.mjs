import fastify from 'fastify';

const app = fastify({ logger: true, disableRequestLogging: true });
app.addHook('onResponse', async (request) => request.log.info(`marker=${request.params.marker} answered`));
app.post('/orders/:marker', async (request) => {
  app.log.info(`marker=${request.params.marker} by the logger of the application`);
  request.log.info(`marker=${request.body.marker} handled`);
  return {};
});
await app.listen({ port: 0, host: '127.0.0.1' });
console.log(`listening on ${app.server.address().port}`);
