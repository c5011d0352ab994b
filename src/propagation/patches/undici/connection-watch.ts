import { isObject } from '../../../core/is-object.js';
import { connectsTo, type Peer } from './connects-to.js';
import { parseUrl } from '../../parse-url.js';
import { symbolValue } from './symbol-value.js';

/** Keeps which clients of undici are connected elsewhere than to where their URL says. */
export class ConnectionWatch {
  readonly #isElsewhere = new WeakMap<object, boolean>();
  readonly #sockets = new WeakSet<object>();

  /** A client has got a connection. Returns the requests that wait for it, if it leads elsewhere. */
  connected(client: object, socket: Peer): readonly object[] {
    const isElsewhere = !this.#isTunnel(socket) && leadsElsewhere(client, socket);
    this.#sockets.add(socket);
    this.#isElsewhere.set(client, isElsewhere);
    return isElsewhere ? waiting(client) : [];
  }

  /** Whether the connection that a client has, or had last, leads elsewhere. */
  isElsewhere(client: object): boolean {
    const known = this.#isElsewhere.get(client);
    if (known !== undefined) return known;
    const socket = symbolValue(client, 'socket'); // from before there was this watch
    if (!isObject(socket)) return false;
    this.connected(client, socket);
    return this.#isElsewhere.get(client) === true;
  }

  /** What was the connection to a proxy before, or is TLS over that, leads to where the proxy was told to. */
  #isTunnel(socket: Peer): boolean {
    return this.#sockets.has(socket) || (isObject(socket._parent) && this.#sockets.has(socket._parent));
  }
}

function leadsElsewhere(client: object, socket: Peer): boolean {
  const url = parseUrl(String(symbolValue(client, 'url')));
  return url !== undefined && !connectsTo(url, socket);
}

function waiting(client: object): readonly object[] {
  const queue = symbolValue(client, 'queue');
  return Array.isArray(queue) ? queue.filter(isObject) : [];
}
