import { Tracing } from '../../adapter.js';
import type { TracingOptions } from '../../index.js';
import { tracedConnection } from '../ws/index.js';
import { isSocketIoClient, socketIoRunners } from './socket-io-runners.js';

type Listener = (...args: readonly unknown[]) => unknown;
type ConnectionListener = Parameters<typeof tracedConnection>[0];
type Connection = Parameters<ConnectionListener>;

/** The part of Nest's `WebSocketAdapter` that is needed. */
interface WebSocketAdapter {
  bindClientConnect(server: never, callback: never): unknown;
  bindClientDisconnect?(client: never, callback: never): unknown;
}

interface ReplacedMethods {
  bindClientConnect(server: unknown, callback: Listener): unknown;
  bindClientDisconnect?(client: object, callback: Listener): unknown;
}

/**
 * Traces the connections to gateways, on `WsAdapter` and `IoAdapter`. A connection is a request, and its span ends when it closes. Each
 * message runs in a task of its own with the ids of the connection. `handleConnection` and `handleDisconnect` see them, too. Changes the
 * adapter, and returns it. Throws `TL_ERR_INVALID_OPTION` for a wrong option.
 *
 *     app.useWebSocketAdapter(traceGateways(new WsAdapter(app)));
 */
export function traceGateways<Adapter extends WebSocketAdapter>(adapter: Adapter, options?: TracingOptions): Adapter {
  const runnerOf = socketIoRunners(new Tracing(options));
  const { bindClientConnect, bindClientDisconnect } = adapter as ReplacedMethods;

  const replaced: ReplacedMethods = {
    bindClientConnect(server, callback) {
      const onConnection = tracedConnection(callback as ConnectionListener, options);
      const connected = (client: object, ...args: readonly unknown[]): unknown =>
        isSocketIoClient(client)
          ? runnerOf(client)(() => callback(client, ...args))
          : onConnection(...([client, ...args] as unknown as Connection));
      return Reflect.apply(bindClientConnect, adapter, [server, connected]);
    },
  };
  if (bindClientDisconnect !== undefined) {
    replaced.bindClientDisconnect = (client, callback) => {
      const disconnected: Listener = (...args) => runnerOf(client as never)(() => callback(...args));
      return Reflect.apply(bindClientDisconnect, adapter, [client, isSocketIoClient(client) ? disconnected : callback]);
    };
  }
  return Object.assign(adapter, replaced);
}
