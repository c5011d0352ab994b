import { attributeText } from '../../request/attribute-text.js';
import { knownMethod } from '../../request/known-method.js';
import type { SpanAttributes } from '../../spans/record/recorder.js';

/** What is known of a request to another server. Source: OpenTelemetry semantic conventions, HTTP client. */
export function clientAttributes(method: string, url: URL): SpanAttributes {
  const known = knownMethod(method);
  return {
    'http.request.method': known ?? '_OTHER',
    'http.request.method_original': known === undefined ? attributeText(method) : undefined,
    'server.address': url.hostname.replace(/^\[|\]$/g, ''),
    'server.port': Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
    'url.full': safeUrl(url),
  };
}

/** Without user and password, and without the values of the query: they may be secret. */
function safeUrl({ origin, pathname, search }: URL): string {
  const bare = origin + pathname;
  if (search === '') return attributeText(bare);
  const query = attributeText(search.slice(1)).split('&').map(withoutValue).join('&');
  return attributeText(`${bare}?${query}`);
}

/** What has no name may be a value: `?token`, as `?name=token`. */
function withoutValue(parameter: string): string {
  const end = parameter.indexOf('=');
  return end === -1 ? 'REDACTED' : `${parameter.slice(0, end)}=REDACTED`;
}
