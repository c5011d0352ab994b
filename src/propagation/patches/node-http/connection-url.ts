import { parseUrl } from '../../parse-url.js';

/** What an agent is told of a connection. Source: Node, `agent.createConnection`. */
export interface ConnectionOptions {
  readonly host?: unknown;
  readonly port?: unknown;
  readonly socketPath?: unknown;
}

/** What a URL would take for something else than a part of the host, or drop. */
const NO_HOST = /[\s/?#@\\%[\]]/;

/**
 * The URL of a request by where its connection goes, whatever its `Host` header says. `undefined` for a Unix socket, which has
 * no origin, and for what is no host or port.
 */
export function connectionUrl(
  request: { readonly protocol: string; readonly path: string },
  { host, port, socketPath }: ConnectionOptions,
): URL | undefined {
  if (socketPath !== undefined && socketPath !== null && socketPath !== '') return undefined;
  if (typeof host !== 'string' || host === '' || NO_HOST.test(host)) return undefined;
  const authority = `${host.includes(':') ? `[${host}]` : host}:${Number(port)}`;
  const url = parseUrl(`${request.protocol}//${authority}`);
  if (url === undefined) return undefined;
  const [path = '', ...query] = request.path.split('?');
  url.pathname = path;
  url.search = query.join('?');
  return url;
}
