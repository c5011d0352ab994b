'use strict';

const http = require('node:http');
const createApp = require('./app');
const audit = require('./services/audit');
const pool = require('./data/pool');

const port = Number(process.env.PORT ?? 3000);
const server = http.createServer(createApp().callback());
const statistics = setInterval(() => console.debug('statistics: %d queries', pool.count), 100);

server.listen(port, '127.0.0.1', () => console.log(`listening on ${port}`));

process.on('SIGTERM', () => {
  console.log('stopping');
  clearInterval(statistics);
  server.close(() => {
    audit.flush();
    console.log('stopped');
  });
});
