import { currentRunner, isCarrier } from '../../adapter.js';
import { ThroughlineError } from '../../index.js';
import { type EmitterSocket, bindEmitterSocket } from './bind-emitter-socket.js';
import { bindTargetSocket, type TargetSocket } from './bind-target-socket.js';

/** Any socket whose listeners are added as those of the web's `WebSocket` are. */
interface Socket {
  addEventListener(...args: never[]): unknown;
  removeEventListener(...args: never[]): unknown;
}

const BOUND: unique symbol = Symbol.for('throughline.boundSocket');

/**
 * Binds a WebSocket to the current context, usually the context of the request that opened it. Listeners that you add from now on, and
 * handlers such as `onmessage`, run in it. Each message runs in a task of its own: a copy of that context with its own `CTX_SPAN_ID`.
 * Binding a socket twice does nothing more. Returns the socket. Throws `TL_ERR_INVALID_ARGUMENT` if `socket` is not an event target, or
 * cannot be extended.
 *
 *     const { socket, response } = Deno.upgradeWebSocket(request);
 *     bindSocket(socket).onmessage = (event) => { … };
 */
export function bindSocket<S extends Socket>(socket: S): S {
  if (typeof socket?.addEventListener !== 'function' || typeof socket.removeEventListener !== 'function') {
    throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'socket', 'a WebSocket');
  }
  if (isCarrier(socket) || BOUND in socket) return socket;
  if (!Object.isExtensible(socket)) {
    throw new ThroughlineError('TL_ERR_INVALID_ARGUMENT', 'socket', 'a WebSocket that can be extended');
  }
  Object.defineProperty(socket, BOUND, { value: true });
  if (isEmitter(socket)) bindEmitterSocket(socket, currentRunner());
  else bindTargetSocket(socket as unknown as TargetSocket, currentRunner());
  return socket;
}

/** Sockets of `ws` are event targets by way of an emitter. */
function isEmitter(socket: object): socket is EmitterSocket {
  return 'emit' in socket && 'listenerCount' in socket && typeof socket.emit === 'function';
}
