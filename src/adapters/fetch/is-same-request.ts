import type { Scope } from '../../index.js';
import { FetchScope } from './fetch-scope.js';

/** What a client says of itself, what it wants and which request it is: frameworks hand these on as they came. */
const TELLING = [
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

/**
 * Whether `request` is the one of `scope` in another shape: it has the same method, target, host and headers. What the
 * application asks itself differs in one of them, mostly because it has no host: nobody sent it. A framework that mounts an
 * application may have cut the path at its beginning. Why it is known by that: docs/design/009.
 */
export function isSameRequest(scope: Scope, request: Request): boolean {
  const inner = new FetchScope(request);
  return (
    (scope.method === inner.method || (scope.method === 'HEAD' && inner.method === 'GET')) &&
    isSameQuery(scope.query ?? '', inner.query) &&
    isSameHost(scope, request) &&
    isSamePath(scope.path, inner.path) &&
    TELLING.every((name) => textOf(scope, name) === textOf(inner, name))
  );
}

function isSameHost({ headers }: Scope, request: Request): boolean {
  const authority = headers.get(':authority');
  if (authority) return new URL(request.url).host === authority.toLowerCase(); // HTTP/2 has it instead
  const host = headers.get('host');
  return !!host && host === request.headers.get('host');
}

function isSamePath(outer: string, inner: string): boolean {
  if (outer === inner || normalized(outer) === inner) return true;
  return inner === '/' || outer.endsWith(inner);
}

/** Next writes a query anew. */
function isSameQuery(outer: string, inner: string): boolean {
  return outer === inner || String(new URLSearchParams(outer)) === String(new URLSearchParams(inner));
}

/** As `Request` writes a path. */
function normalized(path: string): string | undefined {
  try {
    return new URL(`http://host${path}`).pathname;
  } catch {
    return undefined;
  }
}

/** The separators of a header that came in parts are not the same everywhere. */
function textOf({ headers }: Scope, name: string): string | undefined {
  return headers
    .get(name)
    ?.trim()
    .replaceAll(/\s*[,;]\s*/g, ',');
}
