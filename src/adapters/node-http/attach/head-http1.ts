import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

import { NodeHeaders } from '../read/node-headers.js';
import { RecordHeaders } from '../read/record-headers.js';
import type { Carrier, Key, Method, Methods } from './role.js';

/**
 * Tells the task just before the headers of a response go out, with all of them readable and writable, however the
 * application sends them. Node itself calls `writeHead` when the application does not.
 */
export function startAndWriteHead(from: Methods, key: Key, name: string): Method {
  return function (this: Carrier<ServerResponse>, status, reason, headers): unknown {
    const writeHead = from[name] as Method;
    const task = this[key];
    const code = Number(status) | 0; // as Node reads it
    if (task === undefined || task.isSkipped || this.headersSent || code < 100 || code > 999) {
      return Reflect.apply(writeHead, this, arguments);
    }
    const hasReason = typeof reason === 'string';
    const given = hasReason ? headers : (headers ?? reason);
    if (isRecord(given) && !this.getHeaderNames?.().length) {
      const own = { ...given }; // the application may use its headers again
      task.responseStart(code, new RecordHeaders(own));
      return hasReason ? writeHead.call(this, status, reason, own) : writeHead.call(this, status, own);
    }
    if (Array.isArray(given) && !isPaired(given)) return Reflect.apply(writeHead, this, arguments); // Node refuses it
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

/** Whether a list has a value for each name. */
function isPaired(headers: readonly unknown[]): boolean {
  if (!Array.isArray(headers[0])) return headers.length % 2 === 0;
  return headers.every((pair) => Array.isArray(pair) && pair.length === 2);
}

/** Node takes a list of pairs, and a flat list of names and values. */
function pairsOf(headers: readonly unknown[]): [name: string, value: string][] {
  if (Array.isArray(headers[0])) return headers as never;
  return headers.flatMap((name, i) => (i % 2 === 0 ? [[name as string, headers[i + 1] as string]] : []));
}

function isRecord(headers: unknown): headers is OutgoingHttpHeaders {
  return typeof headers === 'object' && headers !== null && !Array.isArray(headers);
}
