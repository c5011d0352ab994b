import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from 'socket.io';

const server = createServer((_request, response) => response.end('hello\n'));
new Server(server).on('connection', (socket) => {
  socket.on('order', async (number, answer) => {
    await sleep(10);
    console.log(`order ${number}`);
    answer('done');
  });
});
server.listen(process.env.PORT);
