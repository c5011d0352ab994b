import type { RequestStarted } from '../../protocol/agent-event.js';
import { REDACTED } from '../../redact/redact.js';

/** Those that curl, or the next connection, sets by itself; and those that would make it the same request. */
const NOT_SENT: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'accept-encoding',
  'x-request-id',
  'traceparent',
  'tracestate',
  'baggage',
]);

/** What of a request can be sent again. */
export interface Sendable {
  /** The path with the query. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The names of headers and parameters that have something secret. */
  readonly left: readonly string[];
}

/** A request without the headers and parameters of which something was redacted. */
export function sendable({ path, query, headers }: RequestStarted): Sendable {
  const pairs = query === '' ? [] : query.split('&');
  const inPath = path.split(';');
  const all = Object.entries(headers).filter(([name]) => !NOT_SENT.has(name));
  const kept = pairs.filter((pair) => !isRedacted(pair));
  return {
    target: inPath.filter((part) => !isRedacted(part)).join(';') + (kept.length === 0 ? '' : `?${kept.join('&')}`),
    headers: all.filter(([, value]) => !isRedacted(value)),
    left: [
      ...all.filter(([, value]) => isRedacted(value)).map(([name]) => name),
      ...[...inPath, ...pairs].filter((part) => isRedacted(part)).map((part) => part.replace(/=.*/s, '')),
    ],
  };
}

function isRedacted(text: string): boolean {
  return text.includes(REDACTED);
}
