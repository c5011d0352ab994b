import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from 'socket.io';
import { CTX_REQUEST_ID } from 'throughline';
import { serverTracing, traceServer } from 'throughline/node-http';

const server = createServer((_request, response) => response.end('hello\n'));
traceServer(server, serverTracing());

const io = new Server(server);
io.on('connection', (socket) => {
  console.log(`${CTX_REQUEST_ID.get()} connected`);
  socket.on('order', async (number: number, answer: (id: string) => void) => {
    await sleep(10);
    console.log(`${CTX_REQUEST_ID.get()} order ${number}`);
    answer(CTX_REQUEST_ID.get());
  });
});

server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
