/**
 * The adapter for WebSockets.
 *
 * @module
 * @since 0.1.0
 */
export { tracedConnection } from './traced-connection.js';
export { bindSocket } from './bind-socket.js';
