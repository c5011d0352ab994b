import type { Scope } from '../../index.js';
import { FetchScope } from './fetch-scope.js';

/** Headers that say which request it is, who asks, and what for. Where one of the two has none, both must have none. */
const COMPARED_HEADERS = [
  'x-request-id',
  'traceparent',
  'tracestate',
  'baggage',
  'user-agent',
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'content-length',
  'content-type',
  'cookie',
  'origin',
  'range',
  'referer',
];

/** Headers of one connection, which frameworks leave out or write anew. Source: RFC 9110, 7.6.1. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set(['connection', 'host', 'keep-alive', 'transfer-encoding']);

/**
 * Whether `request` is the one of `scope` in another shape: it has the same method, host, target and headers. What the
 * application asks itself differs in one of them. Why it is known by that: docs/design/009.
 */
export function isSameRequest(scope: Scope, request: Request): boolean {
  const inner = new FetchScope(request);
  return (
    (scope.method === inner.method || (scope.method === 'HEAD' && inner.method === 'GET')) &&
    isSameHost(scope, inner, request) &&
    isSameTarget(scope, inner) &&
    COMPARED_HEADERS.every((name) => isSameHeader(scope, name, request.headers.get(name) ?? '')) &&
    hasSameHeaders(scope, request)
  );
}

/** What the application makes itself has no `Host`, unless it hands one on. Requests of HTTP/1.0 need none, either. */
function isSameHost(scope: Scope, inner: FetchScope, request: Request): boolean {
  if (scope instanceof FetchScope && scope.host !== inner.host) return false;
  if (read(scope, ':authority') !== '') return hostOf(scope, inner) === inner.host; // of HTTP/2
  if (!isSameHeader(scope, 'host', request.headers.get('host') ?? '')) return false;
  return scope instanceof FetchScope || read(scope, 'host') !== '' || isOwnHost(inner);
}

/** Whether a URL has the host that frameworks write where a client named none. */
function isOwnHost({ host }: FetchScope): boolean {
  return /^(?:localhost|[\d.]+|\[[\da-f:.]+\])(?::\d+)?$/.test(host);
}

function isSameTarget(scope: Scope, inner: FetchScope): boolean {
  const { path, query = '' } = scope;
  if (path === inner.path && query === inner.query) return true;
  const outer = parse(`http://host${path}${query === '' ? '' : `?${query}`}`);
  if (outer === undefined || !isSameQuery(outer.search, inner.query)) return false;
  return outer.pathname === inner.path || isMounted(outer.pathname, scope, inner);
}

/** Where a framework mounts an application, it cuts off the beginning of the path, and leaves the origin as it came. */
function isMounted(outer: string, scope: Scope, inner: FetchScope): boolean {
  const isCut = inner.path === '/' || outer.endsWith(inner.path);
  return isCut && (scope instanceof FetchScope || hostOf(scope, inner) === inner.host);
}

/** The host that the client named, as a URL has it; `undefined` without one. */
function hostOf(scope: Scope, { scheme }: FetchScope): string | undefined {
  const host = read(scope, ':authority') || read(scope, 'host');
  return host === '' ? undefined : parse(`${scheme}://${host}`)?.host;
}

/** Next writes a query anew. */
function isSameQuery(outer: string, inner: string): boolean {
  return String(new URLSearchParams(outer)) === String(new URLSearchParams(inner));
}

/** Frameworks add headers: one that both have must be the same. */
function hasSameHeaders(scope: Scope, { headers }: Request): boolean {
  for (const [name, value] of headers) {
    if (OF_THE_CONNECTION.has(name) || read(scope, name) === '') continue;
    if (!isSameHeader(scope, name, value)) return false;
  }
  return true;
}

/** Of these Node keeps the first value where they came twice; frameworks may keep both. Source: Node, `message.headers`. */
const KEPT_ONCE: ReadonlySet<string> = new Set(['authorization', 'content-type', 'host', 'referer', 'user-agent']);

function isSameHeader(scope: Scope, name: string, value: string): boolean {
  const [outer, inner] = [normalized(read(scope, name)), normalized(value)];
  return outer === inner || (outer !== '' && KEPT_ONCE.has(name) && inner.startsWith(`${outer},`));
}

/** The separators of a header that came in parts are not the same everywhere. */
function normalized(value: string): string {
  return value.trim().replaceAll(/\s*[,;]\s*/g, ',');
}

/** The web's `Headers` throw for names of HTTP/2. */
function read({ headers }: Scope, name: string): string {
  try {
    return headers.get(name) ?? '';
  } catch {
    return '';
  }
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
