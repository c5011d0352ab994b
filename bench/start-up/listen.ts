// A server that listens, and gets no request.
import { once } from 'node:events';
import { createServer } from 'node:http';

await once(createServer().listen(0, '127.0.0.1'), 'listening');
