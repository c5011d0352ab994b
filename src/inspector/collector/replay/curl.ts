import { hadBody } from '../../protocol/had-body.js';
import type { HeldRequest } from '../store/held-request.js';
import { sendable } from './sendable.js';

/** The command that sends a request again, for a shell; what was redacted is named in a comment, and that it had a body. `undefined` for what is no request. */
export function curlOf({ start }: HeldRequest): string | undefined {
  if (start.kind !== 'request') return undefined;
  const { method, server, headers, http2 } = start;
  const origin = server || `${http2 || 'http'}://${headers['host'] ?? 'localhost'}`;
  const { target, headers: sent, left } = sendable(start);
  const parts = [
    // Without TLS, nobody agrees on a version.
    `curl ${http2 === 'http' ? '--http2-prior-knowledge ' : ''}-X ${quoted(method)} ${quoted(origin + target)}`,
    ...sent.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
  ];
  const names = left.map((name) => name.replaceAll(/[^\w-]/g, '?'));
  return [
    ...(names.length === 0 ? [] : [`# Left out, because they are secret: ${names.join(', ')}`]),
    ...(hadBody(headers) ? ['# It had a body, which is not kept: add one with --data'] : []),
    parts.join(' \\\n  '),
  ].join('\n');
}

/** One word for a shell. What is text of a client must not end the line. */
function quoted(text: string): string {
  return `'${text.replaceAll(/\p{Cc}/gu, '?').replaceAll("'", String.raw`'\''`)}'`;
}
