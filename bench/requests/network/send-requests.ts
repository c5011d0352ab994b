import type { Server } from 'node:http';

import type { Perform } from '../../measure/cost-of.js';
import { FakeSocket } from './fake-socket.js';

/** Requests under way at once, each on a connection that is kept alive. */
const CONNECTIONS = 16;
const REQUEST = Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n');

/** Sends requests to a server that does not listen, one at a time on each connection, to the end of the last response. */
export function sendRequests(server: Server): Perform {
  const sockets = Array.from({ length: CONNECTIONS }, () => new FakeSocket());
  for (const socket of sockets) server.emit('connection', socket);
  return (operations) =>
    new Promise((resolve, reject) => {
      let sent = 0;
      let answered = 0;
      const send = (socket: FakeSocket): void => {
        if (sent < operations) socket.push(REQUEST);
        sent++;
      };
      for (const socket of sockets) {
        let response = '';
        // The next request waits for what the server does after it has written.
        const next = (): void => {
          if (++answered === operations) resolve();
          else send(socket);
        };
        socket.onReceived = (written) => {
          response += written;
          if (!isWhole(response)) return;
          if (!response.startsWith('HTTP/1.1 200 ')) reject(new Error(response));
          response = '';
          setImmediate(next);
        };
      }
      for (const socket of sockets) send(socket);
    });
}

/** The body of each response is one object, with its length before it or in chunks. */
function isWhole(response: string): boolean {
  return response.endsWith('}') || response.endsWith('}\r\n0\r\n\r\n');
}
