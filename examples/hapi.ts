import { setTimeout as sleep } from 'node:timers/promises';
import { server as createServer } from '@hapi/hapi';
import { CTX_REQUEST_ID } from 'throughline';
import { throughline } from './hapi/throughline.js';

const server = createServer({ port: Number(process.env['PORT'] ?? 3000), host: '127.0.0.1' });
await server.register(throughline());

server.route({
  method: 'GET',
  path: '/',
  async handler() {
    await sleep(10);
    console.log(`${CTX_REQUEST_ID.get()} hello`);
    return 'hello\n';
  },
});

await server.start();
