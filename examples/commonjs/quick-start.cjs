const { createServer } = require('node:http');
const { setTimeout: sleep } = require('node:timers/promises');
const { CTX_REQUEST_ID } = require('throughline');
const { traced } = require('throughline/node-http');

const log = (line) => console.log(`${CTX_REQUEST_ID.get()} ${line}`);
const chargeCard = () => sleep(20).then(() => log('card charged'));

const handler = traced(async (request, response) => {
  log(`${request.method} ${request.url}`);
  await chargeCard();
  response.end('done\n');
});
createServer(handler).listen(process.env['PORT'] ?? 3000);
