import { createServer } from 'node:http2';
import { CTX_REQUEST_ID } from 'throughline';
import { tracedStream } from 'throughline/node-http';
import { sendAll } from './send-all-http2.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);
// One connection to a database: who has to wait is called by the query before.
const waiting = [];
let isBusy = false;

function query(done) {
  if (isBusy) return void waiting.push(() => query(done));
  isBusy = true;
  setTimeout(() => {
    isBusy = false;
    waiting.shift()?.();
    done();
  }, 10);
}

const listener = tracedStream((stream, headers) => {
  query(() => {
    log(`${headers[':path']} has its rows`);
    stream.respond({ ':status': 200 });
    stream.end('done');
  });
});

await sendAll(createServer().on('stream', listener));
