import { createServer } from 'node:http';

import { log } from './lib/log.js';
import { handle } from './lib/router.js';
import { worker } from './lib/worker.js';
import './lib/routes.js';

const port = Number(process.env.PORT ?? 3000);
const server = createServer(handle);
const jobs = worker();
const statistics = setInterval(() => log.debug('statistics', { uptime: process.uptime() }), 100);

server.on('clientError', (error, socket) => {
  log.warn('bad request', { code: error.code });
  socket.destroy();
});
server.listen(port, '127.0.0.1', () => log.info('listening', { port }));

process.on('SIGTERM', () => {
  log.info('stopping');
  clearInterval(statistics);
  server.close(async () => {
    await jobs.stop();
    log.info('stopped');
  });
});
