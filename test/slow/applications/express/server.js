'use strict';

const app = require('./app');
const config = require('./config');
const database = require('./db/pool');
const jobs = require('./jobs');
const log = require('./logger');
require('./subscribers');

async function main() {
  await database.open();
  const server = app.listen(config.port, '127.0.0.1', () => log.info({ port: config.port }, 'listening'));
  const statistics = setInterval(() => log.debug({ heap: process.memoryUsage().heapUsed }, 'statistics'), 100);

  process.on('SIGTERM', () => {
    log.info('stopping');
    clearInterval(statistics);
    server.close(async () => {
      while (!jobs.idle()) await new Promise((resolve) => setTimeout(resolve, 10));
      await database.close();
      log.info('stopped');
    });
  });
}

main();
