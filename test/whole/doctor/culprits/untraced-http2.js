import { createServer } from 'node:http2';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all-http2.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);

const api = createServer(traced((request, response) => response.end('done')));
const admin = createServer(async (request, response) => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  log(`${request.url} is asked for`);
  response.end('done');
});

await sendAll(api);
await sendAll(admin);
