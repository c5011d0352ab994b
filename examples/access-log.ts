import { createServer } from 'node:http';
import { pino } from 'pino';
import { accessLog } from 'throughline/access-log';
import { traced } from 'throughline/node-http';
import { mixin } from 'throughline/pino';

const log = pino({ mixin, base: null, timestamp: false });

const handler = traced((_request, response) => response.end('hello\n'), {
  ...accessLog(log),
  trust: 'accept', // any other option, and hooks of your own
});
createServer(handler).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
