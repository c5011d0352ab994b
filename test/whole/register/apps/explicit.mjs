// An application that uses Throughline itself, by both builds, and an adapter of each kind.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import express from 'express';
import { CTX_REQUEST_ID, CTX_SPAN_ID, getCurrentSpan } from 'throughline';
import { throughline } from 'throughline/express';
import { mixin } from 'throughline/pino';
import { tracedConnection } from 'throughline/ws';
import { pino } from 'pino';
import { WebSocketServer } from 'ws';

const require = createRequire(import.meta.url);
const required = require('throughline');
const log = pino({ mixin });

const options = (name) => ({ generate: () => `fresh-by-${name}`, end: () => console.log(`the hook of ${name}`) });
const app = express();
app.use(throughline(options('express')));
app.post('/orders/:marker', (request, response) => {
  const { marker } = request.params;
  console.log(`marker=${marker} seen by both: ${CTX_REQUEST_ID.get() === required.CTX_REQUEST_ID.get()}`);
  console.log(`marker=${marker} span ${getCurrentSpan().requestId === CTX_REQUEST_ID.get()}`);
  log.info(`marker=${marker}`);
  response.end();
});
app.get('/fresh', (request, response) => response.end());

const server = createServer(app);
const sockets = new WebSocketServer({ server });
sockets.on(
  'connection',
  tracedConnection((socket) => {
    socket.on('message', () => socket.send(`${CTX_REQUEST_ID.get()} ${CTX_SPAN_ID.get()}`));
    socket.on('close', () => console.log(`closed by ${CTX_REQUEST_ID.get()}`));
  }, options('ws')),
);
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
