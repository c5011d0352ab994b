import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { hadBody } from '../../protocol/had-body.js';
import type { HeldRequest } from '../store/held-request.js';
import { sendable } from './sendable.js';

/** What came of it; `error` in words where it was not sent. */
export interface Replayed {
  readonly status?: number;
  readonly requestId?: string;
  readonly error?: string;
}

const TIMEOUT = 30_000;

/** How long a response is read; nobody looks at it. */
const LONGEST = 1000;

/** Sends a request again, to the address on which the application received it and nowhere else; without what was redacted. Never rejects, and reads a response for a second at most. */
export async function replay({ start }: HeldRequest): Promise<Replayed> {
  const { kind, server, method, headers, http2 } = start;
  if (http2 !== '') return { error: 'It came by HTTP/2. Replay cannot send that: copy it as curl' };
  if (kind !== 'request' || server === '')
    return { error: 'The address where the application received it is not known' };
  if (hadBody(headers)) return { error: 'It had a body, and bodies are not kept' };
  const { target, headers: sent } = sendable(start);
  return await new Promise((resolve) => {
    try {
      const { protocol, hostname, port, host } = new URL(server);
      const options = {
        hostname: hostname.replaceAll(/[[\]]/g, ''),
        port,
        method,
        path: target,
        headers: { ...Object.fromEntries(sent), host: headers['host'] ?? host },
        timeout: TIMEOUT,
        rejectUnauthorized: false, // it is this machine, with a certificate for development
      };
      const sending = (protocol === 'https:' ? httpsRequest : httpRequest)(options, (response) => {
        const id = response.headers['x-request-id'];
        response.resume();
        setTimeout(() => response.destroy(), LONGEST).unref(); // a stream has no end
        response.on('close', () =>
          resolve({ status: response.statusCode ?? 0, ...(typeof id === 'string' && { requestId: id }) }),
        );
      });
      sending.on('timeout', () => sending.destroy());
      sending.on('error', () => resolve({ error: 'The application does not answer' }));
      sending.end();
    } catch {
      resolve({ error: 'It cannot be sent again unchanged' });
    }
  });
}
