import type { IncomingMessage } from 'node:http';

import type { Scope, ScopeHeaders } from '../../../index.js';

/** The part of a request that its scope is made of; what HTTP/2 knows of a stream, for one. */
type RequestLike = Pick<IncomingMessage, 'headers'> & {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Where a framework keeps the target that came, if it cuts or rewrites `url`: Express, Connect and Fastify do. */
  readonly originalUrl?: unknown;
  readonly httpVersion?: string | undefined;
  readonly socket:
    | {
        readonly remoteAddress?: string | undefined;
        readonly remotePort?: number | undefined;
        readonly encrypted?: boolean | undefined;
      }
    | undefined;
};

/** The scope of a request to Node's HTTP server. */
export class NodeScope implements Scope {
  readonly type: Scope['type'];
  readonly method: string;
  readonly path: string;
  readonly headers: ScopeHeaders;
  readonly #target: string;
  readonly #address: string | undefined;
  readonly #port: number | undefined;
  readonly scheme: string;
  readonly httpVersion: string | undefined;

  constructor(request: RequestLike, type: Scope['type'] = 'http') {
    this.type = type;
    this.method = request.method ?? '';
    const { originalUrl, url = '' } = request;
    this.#target = typeof originalUrl === 'string' ? originalUrl : url;
    this.path = pathOf(this.#target);
    this.headers = new RequestHeaders(request.headers);
    const { socket } = request; // test doubles have none
    this.#address = socket?.remoteAddress;
    this.#port = socket?.remotePort;
    this.scheme = socket?.encrypted === true ? 'https' : 'http';
    this.httpVersion = request.httpVersion === '2.0' ? '2' : request.httpVersion;
  }

  get client(): readonly [host: string, port: number] | undefined {
    return this.#address === undefined || this.#port === undefined ? undefined : [this.#address, this.#port];
  }

  get query(): string {
    const start = this.#target.indexOf('?');
    return start === -1 ? '' : this.#target.slice(start + 1);
  }
}

/** The headers of a request. Not the request itself: an idle connection keeps the context of its last request, and so its scope. */
class RequestHeaders implements ScopeHeaders {
  readonly #headers: RequestLike['headers'];

  constructor(headers: RequestLike['headers']) {
    this.#headers = headers;
  }

  get(name: string): string | undefined {
    const value: unknown = this.#headers[name];
    // What is inherited, such as `constructor`, is neither.
    return typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : undefined;
  }

  /** Names and values, as those of the web's `Headers`: for who shows them all. */
  *[Symbol.iterator](): Generator<[name: string, value: string]> {
    for (const name of Object.keys(this.#headers)) {
      const value = this.get(name);
      if (value !== undefined && !name.startsWith(':')) yield [name, value];
    }
  }
}

/** The target of a request without the query, and without the origin that one to a proxy has. */
function pathOf(target: string): string {
  const query = target.indexOf('?');
  const path = query === -1 ? target : target.slice(0, query);
  return path.startsWith('/') ? path : path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '') || '/';
}
