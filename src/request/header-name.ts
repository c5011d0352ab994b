import type { OptionCheck } from '../core/check-options.js';

/**
 * Names that say something else than who the request is: with `content-length` the id of a client would cut the body. Those
 * that say how a message is to be read or passed on, or what may be done with it. Source: RFC 9110, 7.6.1 and 18.4; RFC
 * 9112, 11.1; Fetch, "forbidden request-header" and "forbidden response-header name"; RFC 9111, 5; RFC 6265.
 */
const TAKEN: ReadonlySet<string> = new Set(
  [
    'connection close keep-alive te trailer transfer-encoding upgrade http2-settings host via max-forwards forwarded',
    'age allow authentication-info authorization cache-control cookie cookie2 date dnt etag expect expires from',
    'last-modified link location mime-version origin pragma range referer retry-after server set-cookie set-cookie2',
    'strict-transport-security user-agent vary warning www-authenticate',
    'traceparent tracestate baggage', // which this package reads and writes itself
  ].flatMap((names) => names.split(' ')),
);

/** Families of such names. */
const TAKEN_FAMILY = /^(?:accept|access-control|content|if|proxy|sec)(?:-|$)/;

/** The check of an option that names the header of the id. */
export const HEADER_NAME: OptionCheck = [
  'the name of a header that has no other meaning, or false',
  (value) => value === false || (typeof value === 'string' && isFree(value.toLowerCase())),
];

function isFree(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name) && !TAKEN.has(name) && !TAKEN_FAMILY.test(name);
}
