import { createServer } from 'node:http';
import { once } from 'node:events';
import { connect, createServer as tcp } from 'node:net';
import { CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';
import { sendAll } from './send-all.js';

const log = (line) => console.log(CTX_REQUEST_ID.get(), line);

// A client of the user's own: one connection, made at the start, answers in turn.
const echo = tcp((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
await once(echo, 'listening');
const connection = connect(echo.address().port, '127.0.0.1').setEncoding('utf8');
const waiting = [];
let text = '';
connection.on('data', (data) => {
  text += data;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n')) {
    const line = text.slice(0, at);
    text = text.slice(at + 1);
    const { resolve } = waiting.shift();
    log(`${line} is answered`);
    resolve(line);
  }
});

const ask = (line) =>
  new Promise((resolve) => {
    waiting.push({ resolve });
    connection.write(`${line}\n`);
  });

const listener = traced(async (request, response) => {
  response.end(await ask(request.url));
});

await sendAll(createServer(listener));
connection.destroy();
echo.close();
