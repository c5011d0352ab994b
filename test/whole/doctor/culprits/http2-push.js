import { connect, createServer } from 'node:http2';
import { CTX_REQUEST_ID } from 'throughline';
import { tracedStream } from 'throughline/node-http';

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

const listener = tracedStream(async (stream, headers) => {
  await new Promise((resolve) => {
    stream.pushStream({ ':path': '/style' }, (error, pushed) => {
      query(() => {
        log(`${headers[':path']} pushes`);
        pushed.respond({ ':status': 200 });
        pushed.end('style', resolve);
      });
    });
  });
  stream.respond({ ':status': 200 });
  stream.end('done');
});

const server = createServer().on('stream', listener);
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const session = connect(`http://127.0.0.1:${server.address().port}`);
session.on('stream', (pushed) => pushed.resume());
const requests = Array.from({ length: 20 }, (_, i) => session.request({ ':path': `/${i}` }).resume());
await Promise.all(requests.map((request) => new Promise((resolve) => request.once('close', resolve))));
session.close();
server.close();
