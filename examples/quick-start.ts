import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const log = (line: string): void => console.log(`${CTX_REQUEST_ID.get()} ${line}`);
const chargeCard = (): Promise<void> => sleep(20).then(() => log('card charged'));

const handler = traced(async (request, response) => {
  log(`${request.method} ${request.url}`);
  await chargeCard();
  response.end('done\n');
});
createServer(handler).listen(process.env['PORT'] ?? 3000);
