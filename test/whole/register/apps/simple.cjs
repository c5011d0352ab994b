// Writes text by winston that shows the fields itself, or not.
const { createServer } = require('node:http');
const { createLogger, format, transports } = require('winston');

const { combine, colorize, padLevels, simple, timestamp, cli } = format;
const console = new transports.Console();
const forced = new transports.Console({ forceConsole: true });
const stream = new transports.Stream({ stream: process.stdout });
const loggers = [
  createLogger({ format: simple(), transports: [console, forced, stream] }),
  createLogger({
    format: combine(colorize(), timestamp(), padLevels(), simple()),
    transports: [new transports.Console()],
  }),
  createLogger({ transports: [new transports.Console({ format: simple() })] }),
  createLogger({ format: cli(), transports: [new transports.Console()] }),
];

const server = createServer((request, response) => {
  for (const logger of loggers) logger.info(decodeURIComponent(request.url.slice(1)));
  response.end();
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`listening on ${server.address().port}\n`));
