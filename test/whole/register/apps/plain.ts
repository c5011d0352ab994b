import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';

const log: pino.Logger = pino();

const server = createServer((request: IncomingMessage, response: ServerResponse): void => {
  const marker: string | undefined = request.url?.split('/').pop();
  console.log(`marker=${marker} arrived`);
  request.resume().on('end', () => {
    log.info(`marker=${marker} read`);
    response.end('ok');
  });
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${(server.address() as AddressInfo).port}`));
