import { createServer } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID } from 'throughline';
import { tracedStream } from 'throughline/node-http';

const server = createServer();

server.on(
  'stream',
  tracedStream(async (stream) => {
    await sleep(10);
    console.log(`${CTX_REQUEST_ID.get()} hello`);
    stream.respond({ ':status': 200 });
    stream.end('hello\n');
  }),
);

server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
