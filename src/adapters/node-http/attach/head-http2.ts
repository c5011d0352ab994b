import type { OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';

import type { RequestTask } from '../../../adapter.js';
import { RecordHeaders } from '../read/record-headers.js';
import { isPushed } from './http2-push.js';
import type { Carrier, Method, Replacement } from './role.js';

type StatCheck = (stat: unknown, headers: OutgoingHttpHeaders, options: unknown) => unknown;

/**
 * The methods by which a response on an HTTP/2 stream starts: they tell the task just before its headers go out, with all of them,
 * to be changed, however the application sends them.
 */
export const STARTING: Readonly<Record<string, Replacement>> = {
  respond: replaced((respond, stream, task, [headers, ...rest]) => {
    return Reflect.apply(respond, stream, [started(stream, task, headers), ...rest]);
  }),
  respondWithFile: replaced((respondWithFile, stream, task, [path, headers, options]) => {
    return Reflect.apply(respondWithFile, stream, [path, headers, checked(stream, task, options)]);
  }),
  respondWithFD: replaced((respondWithFD, stream, task, [fd, headers, options]) => {
    const args = hasCheck(options)
      ? [headers, checked(stream, task, options)]
      : [started(stream, task, headers), options];
    return Reflect.apply(respondWithFD, stream, [fd, ...args]);
  }),
  // Where the application did not respond, Node sends headers without calling `respond`: we call it first.
  write: replaced(respondAndSend),
  end: replaced(respondAndSend),
};

type Respond = (original: Method, stream: ServerHttp2Stream, task: RequestTask, args: readonly unknown[]) => unknown;

/** A method that does as `respond` says where the response has not started yet. */
function replaced(respond: Respond): Replacement {
  return (from, key, name) =>
    function (this: Carrier, ...args): unknown {
      const stream = this as ServerHttp2Stream;
      const original = from[name] as Method;
      const task = this[key];
      if (task === undefined || task.isSkipped || isPushed(stream) || !canRespond(stream)) {
        return Reflect.apply(original, stream, args);
      }
      return respond(original, stream, task, args);
    };
}

function respondAndSend(
  send: Method,
  stream: ServerHttp2Stream,
  _task: RequestTask,
  args: readonly unknown[],
): unknown {
  stream.respond();
  return Reflect.apply(send, stream, args);
}

/** The headers to respond with in place of those given. */
function started(stream: ServerHttp2Stream, task: RequestTask, given: unknown): unknown {
  const headers = copyOf(given);
  if (headers === undefined) return given;
  start(task, headers);
  return headers;
}

/** Node calls `statCheck` when the file is there, with the headers that it is about to send. */
function checked(stream: ServerHttp2Stream, task: RequestTask, options: unknown): unknown {
  const { statCheck } = (options ?? {}) as { statCheck?: StatCheck };
  if (statCheck !== undefined && typeof statCheck !== 'function') return options;
  const replacement: StatCheck = (...args) => {
    const result = statCheck === undefined ? undefined : Reflect.apply(statCheck, stream, args);
    if (result !== false && !stream.headersSent) start(task, args[1]);
    return result;
  };
  return { ...(options as object), statCheck: replacement };
}

function start(task: RequestTask, headers: OutgoingHttpHeaders): void {
  const status = Number(headers[':status'] ?? 200) | 0; // as Node reads it
  task.responseStart(status, new RecordHeaders(headers));
}

function canRespond(stream: ServerHttp2Stream): boolean {
  return !stream.headersSent && !stream.closed && !stream.destroyed;
}

/** The application may use its headers again. Newer versions of Node take a flat list of names and values, too. */
function copyOf(headers: unknown): OutgoingHttpHeaders | undefined {
  if (Array.isArray(headers)) return fromList(headers);
  if (typeof headers === 'object' || headers === undefined) return { ...headers };
  return undefined;
}

function fromList(list: readonly string[]): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const symbol of Object.getOwnPropertySymbols(list))
    Object.assign(headers, { [symbol]: Reflect.get(list, symbol) });
  for (let i = 0; i < list.length; i += 2) {
    const [name, value] = [list[i] as string, list[i + 1] as string];
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat().map(String);
  }
  return headers;
}

function hasCheck(options: unknown): boolean {
  return (options as { statCheck?: StatCheck } | null | undefined)?.statCheck !== undefined;
}
