import type { Current } from '../../request/run/current-span.js';
import type { RequestName } from './finding.js';

const MAX_LENGTH = 120;

/** What a report says of a request: short, and printable, for a client chose the method and the path. */
export function requestName(request: Current | undefined): RequestName | undefined {
  if (request === undefined) return undefined;
  const { method, path } = request.scope;
  return namedRequest(request.task?.requestId ?? '', method, path);
}

/** The same, of what a request brought. */
export function namedRequest(id: string, method: string, path: string): RequestName {
  return { id: printable(id), method: printable(method), path: printable(path) };
}

/** `GET /orders/7`, as a message says it. */
export function inWords(request: RequestName | undefined): string {
  if (request === undefined) return 'no request';
  return [request.method, request.path].filter(Boolean).join(' ') || 'a request';
}

function printable(text: string): string {
  const shown = text.replaceAll(/[^\x21-\x7e]/g, '?');
  return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}...` : shown;
}
