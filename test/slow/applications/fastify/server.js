import { buildApp } from './app.js';

const app = await buildApp();

process.once('SIGTERM', async () => {
  app.log.info('stopping');
  await app.close();
});

await app.listen({
  port: Number(process.env.PORT ?? 3000),
  host: '127.0.0.1',
  listenTextResolver: (address) => `listening on ${address}`,
});
