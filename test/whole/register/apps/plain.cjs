const http = require('node:http');
const pino = require('pino');
const winston = require('winston');

const log = pino({ mixin: () => ({ release: '1' }) });
const other = winston.createLogger({ transports: [new winston.transports.Console()] });
winston.configure({ transports: [new winston.transports.Console({ format: winston.format.json() })] });

const server = http.createServer((request, response) => {
  const marker = request.url.split('/').pop();
  console.log('marker=%d arrived', marker);
  request.resume().on('end', () => {
    log.info(`marker=${marker} read`);
    other.info(`marker=${marker} by winston`);
    setTimeout(() => {
      winston.warn(`marker=${marker} by its default logger`);
      response.end('ok');
    }, Math.random() * 10);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
