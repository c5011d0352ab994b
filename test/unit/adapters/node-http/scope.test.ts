import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

import express from 'express';
import fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';

import { throughline } from '../../../../src/adapters/express/index.js';
import { throughline as throughlineFastify } from '../../../../src/adapters/fastify/index.js';
import { traced } from '../../../../src/adapters/node-http/index.js';
import { CTX_REQUEST_PATH } from '../../../../src/index.js';
import { collectGarbage } from '../../../whole/matrix/collect-garbage.js';
import { serve } from '../../../whole/matrix/harness.js';

it('has the path as it came, though Express cuts off where the middleware is mounted', async () => {
  const app = express();
  app.use('/api', throughline());
  app.get('/api/orders', (_, response) => void response.send(CTX_REQUEST_PATH.get()));
  const { port, close } = await serve(app);
  onTestFinished(close);
  expect(await (await fetch(`http://127.0.0.1:${port}/api/orders?a=b`)).text()).toBe('/api/orders');
});

it('has the path as it came, though Fastify rewrites it', async () => {
  const app = fastify({ rewriteUrl: () => '/rewritten' });
  onTestFinished(() => app.close());
  app.register(throughlineFastify());
  app.get('/rewritten', async () => CTX_REQUEST_PATH.get());
  expect((await app.inject('/came')).body).toBe('/came');
});

it('lets go of a request while its connection is idle', async () => {
  const requests: WeakRef<object>[] = [];
  const server = createServer(
    traced(async (request, response) => {
      requests.push(new WeakRef(request));
      for await (const _ of request) void _;
      response.end('done');
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  for (let i = 0; i < 5; i++) {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhello');
    await once(socket, 'data');
  }
  await collectGarbage();
  expect(requests.map((request) => request.deref())).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
