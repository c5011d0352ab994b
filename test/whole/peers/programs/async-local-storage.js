import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { port, watchAll } from './watch.js';

const storage = new AsyncLocalStorage();
const readId = () => storage.getStore();

createServer((request, response) => {
  const id = request.headers['x-request-id'] ?? randomUUID();
  response.setHeader('x-request-id', id);
  void storage.run(id, async () => {
    await watchAll(request, response, readId);
    response.end('done\n');
  });
}).listen(port, '127.0.0.1');
