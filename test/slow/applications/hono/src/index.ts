import { serve } from '@hono/node-server';

import { app } from './app.js';
import { closeDatabase } from './database.js';
import { tick } from './scheduler.js';

const port = Number(process.env['PORT'] ?? 3000);
const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) => {
  console.log(`listening on ${address.port}`);
});
const stopTicking = tick();

process.on('SIGTERM', () => {
  console.log('stopping');
  stopTicking();
  server.close(async () => {
    await closeDatabase();
    console.log('stopped');
  });
});
