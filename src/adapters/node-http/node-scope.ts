import type { IncomingMessage } from 'node:http';

import type { Scope } from '../../request/scope.js';

/** The scope of a request to Node's HTTP server, read from it when asked. */
export class NodeScope implements Scope {
  readonly type = 'http';
  readonly method: string;
  readonly path: string;
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage) {
    const { method = '', url = '' } = request;
    const query = url.indexOf('?');
    this.method = method;
    this.path = query === -1 ? url : url.slice(0, query);
    this.#request = request;
  }

  get headers(): IncomingMessage['headers'] {
    return this.#request.headers;
  }

  get client(): readonly [host: string, port: number] | undefined {
    const { remoteAddress, remotePort } = this.#request.socket;
    return remoteAddress === undefined || remotePort === undefined ? undefined : [remoteAddress, remotePort];
  }
}
