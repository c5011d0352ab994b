import type { Current } from '../../request/run/current-span.js';
import type { RequestName } from './finding.js';

const MAX_LENGTH = 120;

/** What a report says of a request, a job or a message: short, and printable, for a client chose the method and the path. */
export function requestName(request: Current | undefined): RequestName | undefined {
  if (request === undefined) return undefined;
  const { type, name = '', method, path } = request.scope;
  const known = namedRequest(request.task?.requestId ?? request.identity?.requestId ?? '', method, path);
  return type === 'job' || type === 'message'
    ? { ...known, kind: type as 'job' | 'message', name: printable(name) }
    : known;
}

/** The same, of what a request brought. */
export function namedRequest(id: string, method: string, path: string): RequestName {
  return { kind: 'request', id: printable(id), name: '', method: printable(method), path: printable(path) };
}

/** `GET /orders/7`, or `the job "audit"`, within a message. */
export function inWords(request: RequestName | undefined): string {
  if (request === undefined) return 'no request';
  const { kind, name, method, path } = request;
  if (kind !== 'request') return name === '' ? `a ${kind}` : `the ${kind} "${name}"`;
  return [method, path].filter(Boolean).join(' ') || 'a request';
}

/** The same, where a message begins with it. */
export function atStart(request: RequestName | undefined): string {
  const words = inWords(request);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** The same, of one beside `first`: two of them may be called the same. */
export function besides(first: RequestName | undefined, request: RequestName | undefined): string {
  const words = inWords(request);
  return words === inWords(first) ? `another ${words.replace(/^(?:the|a) /, '')}` : words;
}

function printable(text: string): string {
  const shown = text.replaceAll(/[^\x20-\x7e]/g, '?');
  return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}...` : shown;
}
