// One server of each kind, each of which says the line of its request in all that it hears.
import { createServer } from 'node:http';
import { createServer as createHttp2Server, createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { WebSocketServer } from 'ws';

const { KEY: key, CERT: cert } = process.env;
const say = (what, marker) => console.log(`${what} marker=${marker}`);
const markerOf = (url) => url.split('/').pop();

const answer = (what) => (request, response) => {
  const marker = markerOf(request.url);
  say(what, marker);
  request.resume().on('end', () => {
    say(`${what} end`, marker);
    response.end('ok');
  });
};

function listen(name, server) {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      console.log(`${name} at ${server.address().port};`);
      resolve();
    });
  });
}

const http = createServer(answer('http'));
http.on('checkContinue', (request, response) => {
  say('checkContinue', markerOf(request.url));
  response.writeContinue();
  answer('continued')(request, response);
});
http.on('checkExpectation', (request, response) => {
  say('checkExpectation', markerOf(request.url));
  response.writeHead(417).end();
});
http.on('connect', (request, socket) => {
  say('connect', markerOf(request.url));
  socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
  socket.on('data', (data) => {
    say('tunnel data', markerOf(request.url));
    socket.end(`echo ${data}`);
  });
  socket.on('close', () => say('tunnel close', markerOf(request.url)));
});

const sockets = new WebSocketServer({ noServer: true });
const attached = new WebSocketServer({ server: createServer(), path: '/attached' });
const greet = (socket, request) => {
  const marker = new URL(request.url, 'http://x').searchParams.get('marker');
  say('ws connection', marker);
  socket.on('message', (data) =>
    setTimeout(() => {
      say('ws message', marker);
      socket.send(`${data} ${marker}`);
    }, 2),
  );
  socket.on('close', () => say('ws close', marker));
};
sockets.on('connection', greet);
attached.on('connection', greet);
http.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
});

const streams = createHttp2Server();
streams.on('stream', (stream, headers) => {
  const marker = markerOf(headers[':path']);
  say('stream', marker);
  stream.respond({ ':status': 200 });
  stream.resume().on('end', () => {
    say('stream end', marker);
    stream.end('ok');
  });
});

await listen('http', http);
await listen('attached', attached.options.server);
await listen('streams', streams);
await listen('http2', createHttp2Server(answer('http2')));
if (key !== undefined) {
  await listen('https', createHttpsServer({ key, cert }, answer('https')));
  await listen('http2s', createSecureServer({ key, cert, allowHTTP1: true }, answer('http2s')));
}
console.log('listening on 0');
