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
    isSameHost(scope, request) &&
    isSameTarget(scope, inner, request) &&
    COMPARED_HEADERS.every((name) => isSameHeader(scope, name, request.headers.get(name) ?? '')) &&
    hasSameHeaders(scope, request)
  );
}

/** What the application makes itself has no host, unless it hands one on. Requests of HTTP/1.0 need none, either. */
function isSameHost(scope: Scope, request: Request): boolean {
  if (read(scope, ':authority') !== '') return hostOf(scope, request) === new URL(request.url).host; // of HTTP/2
  return isSameHeader(scope, 'host', request.headers.get('host') ?? '');
}

function isSameTarget(scope: Scope, inner: FetchScope, request: Request): boolean {
  const { path, query = '' } = scope;
  if (path === inner.path && query === inner.query) return true;
  const outer = parse(`http://host${path}${query === '' ? '' : `?${query}`}`);
  if (outer === undefined || !isSameQuery(outer.search, inner.query)) return false;
  return outer.pathname === inner.path || isMounted(outer.pathname, inner.path, scope, request);
}

/** Where a framework mounts an application, it cuts off the beginning of the path, and leaves the origin as it came. */
function isMounted(outer: string, inner: string, scope: Scope, request: Request): boolean {
  const isCut = inner === '/' || outer.endsWith(inner);
  return isCut && hostOf(scope, request) === new URL(request.url).host;
}

/** The host that the client named, as a URL has it; `undefined` without one. */
function hostOf(scope: Scope, { url }: Request): string | undefined {
  const host = read(scope, ':authority') || read(scope, 'host');
  return host === '' ? undefined : parse(`${new URL(url).protocol}//${host}`)?.host;
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

/** Of a header that came twice, Node may keep the first value, where a framework keeps both. */
function isSameHeader(scope: Scope, name: string, value: string): boolean {
  const [outer, inner] = [normalized(read(scope, name)), normalized(value)];
  return outer === inner || (outer !== '' && inner.startsWith(`${outer},`));
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
