import { createServer } from 'node:http2';
import { CTX_REQUEST_ID } from 'throughline';
import { tracedStream } from 'throughline/node-http';
import { sendAll } from './send-all-http2.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
const answer = (stream) => {
  stream.respond({ ':status': 200 });
  stream.end('done');
};

const api = createServer().on('stream', tracedStream(answer));
const admin = createServer().on('stream', async (stream, headers) => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  log(`${headers[':path']} is asked for`);
  answer(stream);
});

await sendAll(api);
await sendAll(admin);
