// What the clients call.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { answer } from '../measure/answer.js';

const server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1');
await once(server, 'listening');

/** Its port. */
answer(() => (server.address() as AddressInfo).port);
