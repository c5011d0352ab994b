import type { OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';

import type { RequestTask } from '../../../adapter.js';
import { RecordHeaders } from '../read/record-headers.js';

type Respond = (...args: readonly unknown[]) => unknown;
type StatCheck = (stat: unknown, headers: OutgoingHttpHeaders, options: unknown) => unknown;
type Method = 'respond' | 'respondWithFile' | 'respondWithFD' | 'write' | 'end';

const RESPONDING: unique symbol = Symbol('throughline.responding');

interface Responding extends Readonly<Record<Method, Respond>> {
  readonly task: RequestTask;
}

type Respondable = ServerHttp2Stream & { [RESPONDING]?: Responding };

/**
 * Tells the task just before the headers of the response on `stream` go out, with all of them, to be changed; however the
 * application sends them.
 */
export function onStreamResponse(stream: ServerHttp2Stream, task: RequestTask): void {
  const { respond, respondWithFile, respondWithFD, write, end } = stream as unknown as Record<Method, Respond>;
  (stream as Respondable)[RESPONDING] = { task, respond, respondWithFile, respondWithFD, write, end };
  Object.assign(stream, STAND_INS);
}

/** The same for all streams: see docs/design/005. */
const STAND_INS: Readonly<Record<Method, (this: Respondable, ...args: readonly unknown[]) => unknown>> = {
  respond(headers, ...rest) {
    return call(this, 'respond', canRespond(this) ? [started(this, headers), ...rest] : [headers, ...rest]);
  },
  respondWithFile(path, headers, options) {
    return call(this, 'respondWithFile', [path, headers, canRespond(this) ? checked(this, options) : options]);
  },
  respondWithFD(fd, headers, options) {
    if (!canRespond(this)) return call(this, 'respondWithFD', [fd, headers, options]);
    const args = hasCheck(options) ? [headers, checked(this, options)] : [started(this, headers), options];
    return call(this, 'respondWithFD', [fd, ...args]);
  },
  // Node starts a response that the application did not, past its `respond`.
  write(...args) {
    if (canRespond(this)) this.respond();
    return call(this, 'write', args);
  },
  end(...args) {
    if (canRespond(this)) this.respond();
    return call(this, 'end', args);
  },
};

function call(stream: Respondable, method: Method, args: readonly unknown[]): unknown {
  return Reflect.apply((stream[RESPONDING] as Responding)[method], stream, args);
}

/** The headers to respond with in place of those given. */
function started(stream: Respondable, given: unknown): unknown {
  const headers = copyOf(given);
  if (headers === undefined) return given;
  start(stream, headers);
  return headers;
}

/** Node calls `statCheck` when the file is there, with the headers that it is about to send. */
function checked(stream: Respondable, options: unknown): unknown {
  const { statCheck } = (options ?? {}) as { statCheck?: StatCheck };
  if (statCheck !== undefined && typeof statCheck !== 'function') return options;
  const replacement: StatCheck = (...args) => {
    const result = statCheck === undefined ? undefined : Reflect.apply(statCheck, stream, args);
    if (result !== false && !stream.headersSent) start(stream, args[1]);
    return result;
  };
  return { ...(options as object), statCheck: replacement };
}

function start(stream: Respondable, headers: OutgoingHttpHeaders): void {
  const status = Number(headers[':status'] ?? 200) | 0; // as Node reads it
  (stream[RESPONDING] as Responding).task.responseStart(status, new RecordHeaders(headers));
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
