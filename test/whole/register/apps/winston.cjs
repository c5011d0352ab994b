// Writes text by two loggers and three kinds of transport, with more lines than the slow ones take at once.
const { createServer } = require('node:http');
const { Writable } = require('node:stream');
const { createLogger, format, transports } = require('winston');

const text = format.printf(({ level, message }) => `${level} ${String(message)}`);
const slow = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => setTimeout(done, 1) });
const loggers = [
  createLogger({
    format: text,
    transports: [
      new transports.Console(),
      new transports.Console({ eol: '\r\n', forceConsole: true }),
      new transports.Stream({ stream: slow }),
    ],
  }),
  createLogger({
    transports: [new transports.Console({ format: text }), new transports.File({ filename: process.env.LOG })],
  }),
];
for (const logger of loggers)
  logger.pipe(new Writable({ objectMode: true, highWaterMark: 1, write: (...args) => setTimeout(args[2], 1) }));

const server = createServer((request, response) => {
  const marker = request.url.split('/').at(-1);
  for (const logger of loggers) {
    for (let line = 0; line < 2; line++) logger.info(`marker=${marker} charged`);
    logger.error(new DOMException(`marker=${marker} refused`)); // has no message in a copy, such as that for a transport's format
  }
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
