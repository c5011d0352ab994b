// Logs by the logger of Nest, that of the module NEST or of the root, to the outputs and to the console.
import { createServer } from 'node:http';

const { NEST } = process.env;
const { ConsoleLogger, Logger } = await (NEST ? import(NEST).then(({ common }) => common) : import('@nestjs/common'));

class OwnLogger extends ConsoleLogger {
  getJsonLogObject(message) {
    return { message, method: 'own' };
  }
}
Logger.overrideLogger(new ConsoleLogger({ json: true }));
const logger = new Logger('orders');
const toConsole = new ConsoleLogger({ json: true, forceConsole: true });
const own = new OwnLogger({ json: true });

const server = createServer((request, response) => {
  logger.log('by Nest');
  toConsole.log('by Nest, to the console');
  own.error('by a class that inherits from it');
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
