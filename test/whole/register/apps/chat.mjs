// Uses the variables of Throughline, and no adapter.
import { ContextVar, CTX_REQUEST_ID, CTX_SPAN_ID } from 'throughline';
import { WebSocketServer } from 'ws';

const USER = new ContextVar('user', { default: 'nobody' });
const ROOM = new ContextVar('room', { default: 'none' });

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
server.on('connection', (socket) => {
  ROOM.set('lobby');
  socket.on('message', (data) => {
    socket.send(JSON.stringify([CTX_REQUEST_ID.get(), ROOM.get(), USER.get(), CTX_SPAN_ID.get()]));
    USER.set(data);
  });
});
server.on('listening', () => console.log(`listening on ${server.address().port}`));
