import type { IncomingMessage } from 'node:http';

import type { Scope, ScopeHeaders } from '../../index.js';

/** The part of a request that its scope is made of; what HTTP/2 knows of a stream, for one. */
type RequestLike = Pick<IncomingMessage, 'headers'> & {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly socket:
    | { readonly remoteAddress?: string | undefined; readonly remotePort?: number | undefined }
    | undefined;
};

/** The scope of a request to Node's HTTP server. */
export class NodeScope implements Scope {
  readonly type: Scope['type'];
  readonly method: string;
  readonly path: string;
  readonly headers: ScopeHeaders;
  readonly client: readonly [host: string, port: number] | undefined;

  constructor(request: RequestLike, type: Scope['type'] = 'http') {
    const { remoteAddress, remotePort } = request.socket ?? {}; // test doubles have none
    this.type = type;
    this.method = request.method ?? '';
    this.path = pathOf(request.url ?? '');
    this.headers = new RequestHeaders(request);
    this.client = remoteAddress === undefined || remotePort === undefined ? undefined : [remoteAddress, remotePort];
  }
}

/** The headers of a request, which Node parses only when they are read. */
class RequestHeaders implements ScopeHeaders {
  readonly #request: RequestLike;

  constructor(request: RequestLike) {
    this.#request = request;
  }

  get(name: string): string | undefined {
    const { headers } = this.#request;
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
    return Array.isArray(value) ? value.join(', ') : value;
  }
}

/** The target of a request without the query, and without the origin that one to a proxy has. */
function pathOf(target: string): string {
  const query = target.indexOf('?');
  const path = query === -1 ? target : target.slice(0, query);
  return path.startsWith('/') ? path : path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '') || '/';
}
