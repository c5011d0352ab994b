// Logs what a client sends, by the way that the path names, beside a variable that the client sends in baggage.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { ContextVar, logged } from 'throughline';
import { asBaggage } from 'throughline/propagation';
import winston from 'winston';

logged(asBaggage(new ContextVar('tenant')));

const { createLogger, format, transports } = winston;
const printf = createLogger({
  format: format.printf(({ message }) => message),
  transports: [new transports.Console()],
});
const simple = createLogger({ format: format.simple(), transports: [new transports.Console()] });
const ways = {
  '/console': (message) => console.log(message),
  '/write': (message) => process.stdout.write(`${message}\n`),
  '/printf': (message) => printf.warn(message),
  '/simple': (message) => simple.warn(message),
};

const server = createServer(async (request, response) => {
  const body = await text(request);
  ways[request.url](`cannot parse: ${body} end`);
  response.end();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
console.error(`listening on ${server.address().port}`);
