// Writes JSON by loggers that write to the outputs themselves, or by the console, and JSON of its own.
const { createServer } = require('node:http');
const bunyan = require('bunyan');
const { Logger } = require('tslog');

const log = bunyan.createLogger({ name: 'shop', path: 'bound' });
const tslog = new Logger({ type: 'json' });

const server = createServer((request, response) => {
  log.child({ module: 'charge' }).info({ method: 'own' }, 'by bunyan');
  tslog.getSubLogger({ name: 'charge' }).warn({ text: 'by tslog', method: 'own' });
  process.stdout.write('{"text":"by the application"}\n');
  console.log('{"text":"by the console"}');
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
