import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';

import auth from './plugins/auth.js';
import database from './plugins/database.js';
import errors from './plugins/errors.js';
import events from './plugins/events.js';
import jobs from './plugins/jobs.js';
import prices from './plugins/prices.js';
import internal from './routes/internal.js';
import orders from './routes/orders.js';

export async function buildApp() {
  const app = Fastify({ logger: { level: 'debug' }, forceCloseConnections: true });
  await app.register(formbody);
  await app.register(multipart, { limits: { fileSize: 1024 * 1024 } });
  await app.register(errors);
  await app.register(database);
  await app.register(prices);
  await app.register(jobs);
  await app.register(events);
  await app.register(internal, { prefix: '/internal' });
  await app.register(async (api) => {
    await api.register(auth);
    await api.register(orders, { prefix: '/orders' });
  });
  return app;
}
