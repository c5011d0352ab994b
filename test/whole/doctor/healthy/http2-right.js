// What is right on HTTP/2, of both APIs: streams of one session at once, pushes, streams that a client aborts, listeners of sessions.
import { connect, createServer } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import { CTX_REQUEST_ID } from 'throughline';
import { traced, tracedStream } from 'throughline/node-http';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);

async function sendAll(server) {
  server.on('session', (session) => {
    session.on('close', () => {});
    session.on('stream', (stream) => stream.on('close', () => {}));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const session = connect(`http://127.0.0.1:${server.address().port}`);
  session.on('stream', (pushed) => pushed.resume().on('error', () => {}));
  const requests = Array.from({ length: 100 }, (_, i) => {
    const request = session.request({ ':path': `/${i}` });
    if (i % 10 === 0) setTimeout(() => request.close(8), 2); // CANCEL
    return request.on('error', () => {}).resume();
  });
  await Promise.all(requests.map((request) => new Promise((resolve) => request.once('close', resolve))));
  session.close();
  await new Promise((resolve) => server.close(resolve));
}

const byRequest = traced(async (request, response) => {
  log(`${request.url} begins`);
  request.on('aborted', () => log(`${request.url} is aborted`));
  response.createPushResponse({ ':path': '/style' }, (error, pushed) => {
    log(`${request.url} pushes`);
    if (error !== null) return;
    pushed.stream.on('error', () => {});
    pushed.end('style');
  });
  await sleep(5);
  log(`${request.url} is answered`);
  response.end('done');
});

const byStream = tracedStream(async (stream, headers) => {
  log(`${headers[':path']} begins`);
  stream.on('error', () => {});
  stream.on('aborted', () => log(`${headers[':path']} is aborted`));
  stream.pushStream({ ':path': '/style' }, (error, pushed) => {
    log(`${headers[':path']} pushes`);
    if (error !== null) return;
    pushed.on('error', () => {});
    pushed.respond({ ':status': 200 });
    pushed.end('style');
  });
  await sleep(5);
  log(`${headers[':path']} is answered`);
  if (stream.destroyed) return;
  stream.respond({ ':status': 200 });
  stream.end('done');
});

await sendAll(createServer(byRequest));
await sendAll(createServer().on('stream', byStream));
await sendAll(createServer().on('session', (session) => session.on('stream', byStream)));
