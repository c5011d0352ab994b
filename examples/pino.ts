import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { traced } from 'throughline/node-http';
import { mixin } from 'throughline/pino';

const log = pino({ mixin, base: null, timestamp: false });
const chargeCard = (): Promise<void> => sleep(20).then(() => log.info('card charged'));

const handler = traced(async (request, response) => {
  log.info('%s %s', request.method, request.url);
  await chargeCard();
  response.end('done\n');
});
createServer(handler).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
