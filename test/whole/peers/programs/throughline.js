import { createServer } from 'node:http';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { port, watchAll } from './watch.js';

const readId = () => CTX_REQUEST_ID.tryGet();

const listener = traced(async (request, response) => {
  await watchAll(request, response, readId);
  response.end('done\n');
});
createServer(listener).listen(port, '127.0.0.1');
