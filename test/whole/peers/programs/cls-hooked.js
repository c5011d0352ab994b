import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createNamespace } from 'cls-hooked';
import { port, watchAll } from './watch.js';

const namespace = createNamespace('request');
const readId = () => namespace.get('id');

createServer((request, response) => {
  namespace.run(() => {
    namespace.set('id', request.headers['x-request-id'] ?? randomUUID());
    response.setHeader('x-request-id', readId());
    void watchAll(request, response, readId).then(() => response.end('done\n'));
  });
}).listen(port, '127.0.0.1');
