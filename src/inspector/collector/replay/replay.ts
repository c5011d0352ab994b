import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { REDACTED } from '../../redact/redact.js';
import type { HeldRequest } from '../store/held-request.js';
import { NOT_SENT } from './curl.js';

/** What came of it; `error` in words where it was not sent. */
export interface Replayed {
  readonly status?: number;
  readonly requestId?: string;
  readonly error?: string;
}

const TIMEOUT = 30_000;

/** Sends a request again, to the address on which the application received it and nowhere else; without what was redacted. Never rejects. */
export async function replay({ start }: HeldRequest): Promise<Replayed> {
  const { kind, server, method, path, query, headers } = start;
  if (kind !== 'request' || server === '') return { error: 'It is not known where the application received it' };
  if (Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined)
    return { error: 'It had a body, and bodies are not kept' };
  const sent = Object.entries(headers).filter(([name, value]) => !NOT_SENT.has(name) && value !== REDACTED);
  return await new Promise((resolve) => {
    try {
      const { protocol, hostname, port, host } = new URL(server);
      const options = {
        hostname: hostname.replaceAll(/[[\]]/g, ''),
        port,
        method,
        path: path + (query === '' ? '' : `?${query}`),
        headers: { ...Object.fromEntries(sent), host: headers['host'] ?? host },
        timeout: TIMEOUT,
        rejectUnauthorized: false, // it is this machine, with a certificate for development
      };
      const sending = (protocol === 'https:' ? httpsRequest : httpRequest)(options, (response) => {
        const id = response.headers['x-request-id'];
        response.resume();
        response.on('close', () =>
          resolve({ status: response.statusCode ?? 0, ...(typeof id === 'string' && { requestId: id }) }),
        );
      });
      sending.on('timeout', () => sending.destroy());
      sending.on('error', () => resolve({ error: 'The application does not answer' }));
      sending.end();
    } catch {
      resolve({ error: 'It cannot be sent again as it came' });
    }
  });
}
