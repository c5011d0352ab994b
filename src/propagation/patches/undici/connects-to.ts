import { parseUrl } from '../../parse-url.js';

/** What a socket tells of where it leads. Source: Node, `net.Socket`; the private fields are Node's too. */
export interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  /** The name that was looked up for it. */
  readonly _host?: unknown;
  /** What a TLS connection is made over. */
  readonly _parent?: unknown;
}

const PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 };

/** Hosts that stand for any address of this machine. */
const ANY = new Set(['0.0.0.0', '[::]']);

/**
 * Whether a socket leads to where `url` says, as far as it can be seen: never to a socket of Unix, or to nothing with an address;
 * to that port; to that address, if the host is one, else to the one that was found under that name.
 */
export function connectsTo(url: URL, { remoteAddress, remotePort, _host: name }: Peer): boolean {
  if (remoteAddress === undefined || remotePort !== (Number(url.port) || PORTS[url.protocol])) return false;
  const host = url.hostname;
  if (ANY.has(host)) return true;
  if (host.startsWith('[')) return hostOf(`[${remoteAddress}]`) === host;
  if (/^[\d.]+$/.test(host)) return remoteAddress.replace(/^::ffff:/i, '') === host;
  return typeof name !== 'string' || hostOf(name) === host;
}

/** As a URL has it. */
function hostOf(name: string): string | undefined {
  return parseUrl(`http://${name}`)?.hostname;
}
