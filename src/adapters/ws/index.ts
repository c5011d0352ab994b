export { tracedConnection } from './traced-connection.js';
export { bindSocket } from './bind-socket.js';
