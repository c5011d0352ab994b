export { tracedConnection } from './traced-connection.js';
export { tracedSocket } from './traced-socket.js';
