import type { ServerResponse } from 'node:http';

type WriteHead = (...args: readonly unknown[]) => ServerResponse;

/**
 * Calls `start(status)` just before the headers of `response` go out, with all of them readable and writable on it,
 * however the application sends them. Node itself calls `writeHead` when the application does not.
 */
export function onResponseStart(response: ServerResponse, start: (status: number) => void): void {
  const writeHead = response.writeHead as WriteHead;
  const replacement: WriteHead = (...args) => {
    const [status, reason, headers] = args;
    if (response.headersSent || !isStatus(status)) return Reflect.apply(writeHead, response, args);
    const hasReason = typeof reason === 'string';
    mergeHeaders(response, hasReason ? headers : (headers ?? reason));
    start(Math.trunc(status));
    return Reflect.apply(writeHead, response, hasReason ? [status, reason] : [status]);
  };
  response.writeHead = replacement;
}

function isStatus(status: unknown): status is number {
  return typeof status === 'number' && status >= 100 && status < 1000;
}

/** Headers of `writeHead` replace those set before; a flat list of names and values may hold a name more than once. */
function mergeHeaders(response: ServerResponse, headers: unknown): void {
  if (Array.isArray(headers)) {
    const flat: unknown[] = headers.flat();
    for (let i = 0; i < flat.length; i += 2) response.removeHeader(String(flat[i]));
    for (let i = 0; i + 1 < flat.length; i += 2) response.appendHeader(String(flat[i]), flat[i + 1] as string);
  } else if (typeof headers === 'object' && headers !== null) {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value as string);
  }
}
