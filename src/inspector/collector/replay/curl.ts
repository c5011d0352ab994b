import { REDACTED } from '../../redact/redact.js';
import type { HeldRequest } from '../store/held-request.js';

/** Those that curl, or the next connection, sets by itself; and those that would make it the same request. */
export const NOT_SENT: ReadonlySet<string> = new Set([
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

/** The command that sends a request again, for a shell; what was redacted is named in a comment. `undefined` for what is no request. */
export function curlOf({ start }: HeldRequest): string | undefined {
  if (start.kind !== 'request') return undefined;
  const { method, path, query, server, headers } = start;
  const origin = server || `http://${headers['host'] ?? 'localhost'}`;
  const url = origin + path + (query === '' ? '' : `?${query}`);
  const sent = Object.entries(headers).filter(([name]) => !NOT_SENT.has(name));
  const parts = [
    `curl -X ${quoted(method)} ${quoted(url)}`,
    ...sent.filter(([, value]) => value !== REDACTED).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
  ];
  const left = sent.filter(([, value]) => value === REDACTED).map(([name]) => name.replaceAll(/[^\w-]/g, '?'));
  return `${left.length === 0 ? '' : `# Left out, for they are secret: ${left.join(', ')}\n`}${parts.join(' \\\n  ')}`;
}

/** One word for a shell. What is text of a client must not end the line. */
function quoted(text: string): string {
  return `'${text.replaceAll(/\p{Cc}/gu, '?').replaceAll("'", String.raw`'\''`)}'`;
}
