import type { Server } from 'node:http';

import type { Perform } from '../../measure/measure-slices.js';
import { connect } from './connect.js';
import { exchange } from './exchange.js';

const REQUEST = Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\nAccept: */*\r\n\r\n');

/** Sends requests to a server, on connections that are kept alive. */
export function sendRequests(server: Server): Perform {
  return exchange(connect(server), REQUEST, 'HTTP/1.1 200 ');
}
