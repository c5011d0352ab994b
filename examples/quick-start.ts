import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const log = (message: string): void => console.log(`${CTX_REQUEST_ID.get()} ${message}`);

async function chargeCard(): Promise<void> {
  await sleep(20);
  log('card charged');
}

const server = createServer(
  traced(async (request, response) => {
    log(`${request.method} ${request.url}`);
    await chargeCard();
    response.end('done\n');
  }),
);
server.listen(Number(process.env['PORT'] ?? 3000));
