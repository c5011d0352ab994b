import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID, CTX_SPAN_ID } from 'throughline';
import { tracedConnection } from 'throughline/ws';
import { WebSocketServer } from 'ws';

const log = (line: string): void => console.log(`${CTX_REQUEST_ID.get()} ${CTX_SPAN_ID.get()} ${line}`);
const save = (bytes: number): Promise<void> => sleep(20).then(() => log(`saved ${bytes} bytes`));

const server = new WebSocketServer({ port: Number(process.env['PORT'] ?? 3000) });
server.on(
  'connection',
  tracedConnection((socket, request) => {
    log(`connected to ${request.url}`);
    socket.on('message', async (data: Buffer) => {
      await save(data.length);
      socket.send(`saved by ${CTX_REQUEST_ID.get()}`);
    });
    socket.on('close', () => log('closed'));
  }),
);
