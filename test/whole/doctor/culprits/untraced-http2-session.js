import { createServer } from 'node:http2';
import { CTX_REQUEST_ID } from 'throughline';
import { sendAll } from './send-all-http2.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);

const server = createServer().on('session', (session) => {
  session.on('stream', (stream, headers) => {
    log(`${headers[':path']} is asked for`);
    stream.respond({ ':status': 200 });
    stream.end('done');
  });
});

await sendAll(server);
