import type { Server } from 'node:http';

import type { Perform } from '../../measure/measure-slices.js';
import { connect } from './connect.js';
import { exchange } from './exchange.js';
import type { FakeSocket } from './fake-socket.js';

const UPGRADE = Buffer.from(
  'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
);
/** The text `hello`, with a mask that changes nothing. Source: RFC 6455, 5.2. */
const MESSAGE = Buffer.from([0x81, 0x85, 0, 0, 0, 0, ...Buffer.from('hello')]);
const TEXT = '\x81';

/** Sends WebSocket messages to a server, on connections that are open. */
export async function sendMessages(server: Server): Promise<Perform> {
  const sockets = connect(server);
  await Promise.all(sockets.map(upgrade));
  return exchange(sockets, MESSAGE, TEXT);
}

function upgrade(socket: FakeSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.onReceived = () => resolve();
    socket.push(UPGRADE);
  });
}
