// Server-sent events: one source tells all clients, each under the id of its own request.
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { bind, CTX_REQUEST_ID } from 'throughline';
import { traced } from 'throughline/node-http';

const clock = new EventEmitter().setMaxListeners(0);
let ticks = 0;
setInterval(() => clock.emit('tick', ++ticks), 50);

const listener = traced(
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    const send = bind((tick: number) => {
      response.write(`data: ${tick} ${CTX_REQUEST_ID.get()}\n\n`);
    });
    clock.on('tick', send); // it emits outside of every request, so bind it
    response.on('close', () => clock.off('tick', send));
  },
  { end: () => console.log(`${CTX_REQUEST_ID.get()} is gone`) },
);

createServer(listener).listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
