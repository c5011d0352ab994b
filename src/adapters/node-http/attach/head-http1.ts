import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

import { TASK } from '../../../adapter.js';
import { NodeHeaders } from '../read/node-headers.js';
import { RecordHeaders } from '../read/record-headers.js';
import type { Carrier, Method } from './role.js';

/**
 * Tells the task just before the headers of a response go out, with all of them readable and writable, however the
 * application sends them. Node itself calls `writeHead` when the application does not.
 */
export function startAndWriteHead(writeHead: Method): Method {
  return function (this: Carrier<ServerResponse>, status, reason, headers): unknown {
    const task = this[TASK];
    const code = Number(status) | 0; // as Node reads it
    if (task?.span === undefined || this.headersSent || code < 100 || code > 999) {
      return Reflect.apply(writeHead, this, arguments);
    }
    const hasReason = typeof reason === 'string';
    const given = hasReason ? headers : (headers ?? reason);
    if (isRecord(given) && this.getHeaderNames().length === 0) {
      const own = { ...given }; // the application may use its headers again
      task.responseStart(code, new RecordHeaders(own));
      return hasReason ? writeHead.call(this, status, reason, own) : writeHead.call(this, status, own);
    }
    if (given !== undefined) mergeHeaders(this, given);
    task.responseStart(code, new NodeHeaders(this));
    return hasReason ? writeHead.call(this, status, reason) : writeHead.call(this, status);
  } as Method;
}

/** Headers of `writeHead` replace those set before; a list may hold a name more than once. */
function mergeHeaders(response: ServerResponse, headers: unknown): void {
  if (Array.isArray(headers)) {
    const pairs = pairsOf(headers);
    for (const [name] of pairs) response.removeHeader(name);
    for (const [name, value] of pairs) response.appendHeader(name, value);
  } else if (isRecord(headers)) {
    for (const [name, value] of Object.entries(headers)) if (name !== '') response.setHeader(name, value as string);
  }
}

/** Node takes a list of pairs, and a flat list of names and values. */
function pairsOf(headers: readonly unknown[]): [name: string, value: string][] {
  if (Array.isArray(headers[0])) return headers as never;
  return headers.flatMap((name, i) => (i % 2 === 0 ? [[name as string, headers[i + 1] as string]] : []));
}

function isRecord(headers: unknown): headers is OutgoingHttpHeaders {
  return typeof headers === 'object' && headers !== null && !Array.isArray(headers);
}
